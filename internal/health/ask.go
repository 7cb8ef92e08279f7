package health

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxAnswer is more than the longest history.
const maxAnswer = 256 << 20

// Ask reads a page of Handler, at base, into into. A page that says that
// something is wrong is an answer as good as any.
func Ask(ctx context.Context, client *http.Client, base, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(base, "/")+path, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	switch resp.StatusCode {
	case http.StatusOK, http.StatusServiceUnavailable, http.StatusInternalServerError:
		if err := json.Unmarshal(text, into); err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		return nil
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%s is not for everybody: ask on the bot's machine, over its control socket", path)
	}
	return fmt.Errorf("%s is answered with %d: %s", path, resp.StatusCode, shorten(strings.TrimSpace(string(text))))
}
