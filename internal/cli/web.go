package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"mevbot/internal/web"
)

func (r *root) webCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "web", Short: "Who may ask the HTTP listeners", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var role string
	token := &cobra.Command{
		Use: "token NAME", Short: "Make a bearer token, and the line of web.tokens_file that knows it", Args: oneArg("a name"),
		Long: `Make a bearer token for a program that asks the listeners. The first line of the
output is the token, which is shown once and stored nowhere; the second is to be
added to web.tokens_file, which is read again for each request.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			of, err := web.ParseRole(role)
			if err != nil {
				return usage("--role %s: %v", role, err)
			}
			secret, line, err := web.NewToken(args[0], of)
			if err != nil {
				return usage("%v", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n%s\n", secret, line)
			return err
		},
	}
	token.Flags().StringVar(&role, "role", web.Reader.String(), "reader (metrics and queries) or admin (also profiles, and changes of custom metrics)")
	cmd.AddCommand(token)
	return cmd
}
