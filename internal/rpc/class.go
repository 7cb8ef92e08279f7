package rpc

import (
	"strings"
	"time"
)

// Class groups calls that deserve the same deadline.
type Class uint8

// The classes of calls.
const (
	ClassHead     Class = iota // headers, chain id
	ClassState                 // code, balance, nonce, fee history
	ClassLogs                  // the logs of one block
	ClassSimulate              // message calls
	ClassReceipt               // receipts
	ClassBulk                  // multicalls and ranges of logs
	ClassSend                  // transactions
	classes
)

// String is the class's name in metrics and configuration.
func (c Class) String() string {
	return [classes]string{"head", "state", "logs", "simulate", "receipt", "bulk", "send"}[c]
}

// Deadlines of the classes, retries and hedges included. Zero takes the default.
type Deadlines struct {
	Head     time.Duration // CallTimeout
	Logs     time.Duration // CallTimeout
	Simulate time.Duration // CallTimeout
	Receipt  time.Duration // CallTimeout
}

// table of the deadlines with the defaults filled in.
func (o *Options) deadlines() (d [classes]time.Duration) {
	d[ClassHead], d[ClassLogs], d[ClassSimulate], d[ClassReceipt] = o.Deadlines.Head, o.Deadlines.Logs, o.Deadlines.Simulate, o.Deadlines.Receipt
	d[ClassState], d[ClassBulk], d[ClassSend] = o.CallTimeout, o.BulkTimeout, o.SendTimeout
	for i := range d {
		setDefault(&d[i], o.CallTimeout)
	}
	return d
}

// classOf is the class of a method that is asked for by name.
func classOf(method string) Class {
	switch {
	case method == "eth_getBlockByNumber", method == "eth_getBlockByHash", method == "eth_blockNumber", method == "eth_chainId":
		return ClassHead
	case method == "eth_getLogs":
		return ClassLogs
	case method == "eth_call", method == "eth_estimateGas":
		return ClassSimulate
	case strings.HasSuffix(method, "Receipt"), strings.HasSuffix(method, "Receipts"):
		return ClassReceipt
	}
	return ClassState
}
