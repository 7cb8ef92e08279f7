package contract

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/bindings"
)

// Action is one thing that an owner can do: a transaction without sender and
// price.
type Action struct {
	What string // for people
	// To is the receiver; nil creates a contract.
	To    *common.Address
	Value uint256.Int // wei
	Data  []byte
	// Explain says in words why it would revert; nil for the executor's errors.
	Explain func(data []byte) string
}

// Deploy creates an executor. Owner, treasury and base must not be zero: its
// constructor refuses that. An operator of zero means that nobody can run until
// the owner names one.
func Deploy(owner, operator, treasury, base common.Address) Action {
	args := bindings.NewExecutor().PackConstructor(owner, operator, treasury, base)
	return Action{
		What: fmt.Sprintf("deploy the executor: owner %s, operator %s, treasury %s, base token %s", owner, operator, treasury, base),
		Data: append(common.FromHex(bindings.ExecutorMetaData.Bin), args...),
	}
}

// SetOperator names the account that may start runs.
func SetOperator(executor, operator common.Address) Action {
	return call(executor, fmt.Sprintf("set the operator of executor %s to %s", executor, operator), bindings.NewExecutor().PackSetOperator(operator))
}

// SetPaused stops all runs, or allows them again.
func SetPaused(executor common.Address, paused bool) Action {
	what := "resume"
	if paused {
		what = "pause"
	}
	return call(executor, what+" executor "+executor.Hex(), bindings.NewExecutor().PackSetPaused(paused))
}

// Sweep sends all that the executor holds of a token to its treasury; the zero
// address means the native coin.
func Sweep(executor, token common.Address) Action {
	name := token.Hex()
	if token == (common.Address{}) {
		name = "native coin"
	}
	return call(executor, fmt.Sprintf("sweep %s of executor %s to its treasury", name, executor), bindings.NewExecutor().PackSweep(token))
}

func call(executor common.Address, what string, data []byte) Action {
	return Action{What: what, To: &executor, Data: data}
}

// Pay sends native coin, in wei.
func Pay(to common.Address, wei *uint256.Int) Action {
	return Action{What: fmt.Sprintf("pay %s wei to %s", wei.Dec(), to), To: &to, Value: *wei}
}
