package bindings_test
import ("testing";"fmt";"math/big"
"github.com/ethereum/go-ethereum/core/tracing"
"github.com/ethereum/go-ethereum/core/vm")
func TestDbg(t *testing.T){ m:=newMarket(t)
for _, mix := range []int{0,3} {
 m := m.fork(t)
 h := m.trace.hooks()
 var seg uint64; n:=0; last:=0; 
 h.OnOpcode = func(pc uint64, op byte, gas, cost uint64, scope tracing.OpContext, rData []byte, depth int, err error) {
   if scope.Address()!=m.executor {return}
   o:=vm.OpCode(op)
   if depth!=last { fmt.Println("  depth",last,"->",depth,"seg",seg,n); seg=0;n=0; last=depth}
   if o==vm.CALL||o==vm.STATICCALL { fmt.Println("  call at", pc, "depth",depth, "segment",seg,n); seg=0;n=0; return }
   if o==vm.SLOAD{cost-=2100}
   seg+=cost;n++
 }
 m.evm = vm.NewEVM(m.evm.Context, m.state, m.evm.ChainConfig(), vm.Config{Tracer:h})
 out:=m.execute(encode(m.cycle(2,mix)), ether(10), new(big.Int))
 fmt.Println(out.err, seg)
}}
