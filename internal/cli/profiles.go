package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mevbot/internal/app"
	"mevbot/internal/chain"
	"mevbot/internal/profile"
)

func (r *root) profilesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "chain", Short: "What is known of chains before anything is read from them", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(chainList(), chainShow(), r.chainCheck())
	return cmd
}

// chainRow is one profile as chain ls prints it.
type chainRow struct {
	Name       string      `json:"name"`
	Title      string      `json:"title"`
	ID         chain.ID    `json:"id"`
	Genesis    chain.Block `json:"genesis"`
	Tokens     int         `json:"tokens"`
	Factories  int         `json:"factories"`
	Routers    int         `json:"routers"`
	PriceFeeds int         `json:"price_feeds"`
}

func chainList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "ls", Short: "List the profiles that the program carries", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			rows := []chainRow{}
			for _, name := range profile.Names() {
				p, err := profile.Named(name)
				if err != nil {
					return err
				}
				rows = append(rows, chainRow{p.Name, p.Title, p.ID, p.Genesis, len(p.Tokens), len(p.Factories), len(p.Routers), len(p.PriceFeeds)})
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(rows)
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "NAME\tCHAIN\tID\tGENESIS\tTOKENS\tFACTORIES\tROUTERS\tPRICE FEEDS")
			for _, x := range rows {
				fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\n", x.Name, x.Title, x.ID, x.Genesis, x.Tokens, x.Factories, x.Routers, x.PriceFeeds)
			}
			return w.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func chainShow() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Print a profile's file, with the source of each address", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("want one profile's name, as in chain show arbitrum-one")
			}
			text, err := profile.Text(args[0])
			if errors.Is(err, profile.ErrUnknown) {
				return usage("%v", err)
			}
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
}

func (r *root) chainCheck() *cobra.Command {
	var asJSON, all bool
	cmd := &cobra.Command{
		Use: "check", Short: "Ask the chain whether the configured contracts are what they are said to be; exit 7 if one is not", Args: noArgs,
		Long: `Ask the configured nodes about every contract that the configuration names:
whether there is code, whether tokens and price feeds have the decimals of the
chain's profile, whether factories answer as their family does, and whether
routers trade on the factories and wrap the coin that they are configured with.
The bot asks the same at each start and refuses to run if one answer is wrong.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := r.load()
			if err != nil {
				return err
			}
			log, done, err := logger(cfg, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer done()
			found, err := app.CheckContracts(cmd.Context(), app.Options{Config: cfg, Logger: log}, all)
			if err != nil {
				return err
			}
			wrong := 0
			for _, c := range found {
				if c.Problem != "" {
					wrong++
				}
			}
			if asJSON {
				err = json.NewEncoder(cmd.OutOrStdout()).Encode(found)
			} else {
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				for _, c := range found {
					word := "ok"
					if c.Problem != "" {
						word = "FAIL"
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", word, c.Key, c.Address, c.Problem)
				}
				err = w.Flush()
			}
			if err == nil && wrong > 0 {
				err = fmt.Errorf("%w: %d of %d contracts", errCheck, wrong, len(found))
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&all, "all", false, "also what the chain's profile names and the configuration does not")
	return cmd
}
