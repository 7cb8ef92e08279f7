package bindings_test
import ("testing";"fmt";"sort";"math/big"
"github.com/ethereum/go-ethereum/core/tracing"
"github.com/ethereum/go-ethereum/core/vm")
func TestDbg(t *testing.T){ m:=newMarket(t)
for _, mix := range []int{0,3} {
 m := m.fork(t)
 type agg struct{n int; gas uint64}
 ops:=map[string]*agg{}
 h := m.trace.hooks()
 var tot uint64
 h.OnOpcode = func(pc uint64, op byte, gas, cost uint64, scope tracing.OpContext, rData []byte, depth int, err error) {
   if scope.Address()!=m.executor {return}
   o:=vm.OpCode(op); if o==vm.CALL||o==vm.STATICCALL { fmt.Println("call at", pc, depth, gas); cost=0 }
   if ops[o.String()]==nil {ops[o.String()]=&agg{}}
   ops[o.String()].n++; ops[o.String()].gas+=cost; tot+=cost
 }
 m.evm = vm.NewEVM(m.evm.Context, m.state, m.evm.ChainConfig(), vm.Config{Tracer:h})
 out:=m.execute(encode(m.cycle(2,mix)), ether(10), new(big.Int))
 fmt.Println(out.err, tot)
 var ks []string; for k:=range ops{ks=append(ks,k)}; sort.Slice(ks,func(i,j int)bool{return ops[ks[i]].gas>ops[ks[j]].gas})
 for _,k:=range ks[:14]{fmt.Println(k,ops[k].n,ops[k].gas)}
}}
