package config

// Kinds of routers besides those that are named like a family of factories.
const (
	UniversalRouter      = "universal_router"
	PancakeV3            = "pancake_v3"
	PancakeSmartRouter   = "pancake_smart_router"
	CamelotV2            = "camelot_v2"
	CamelotV3            = "camelot_v3"
	SushiRouteProcessor3 = "sushi_route_processor_3"
	SushiRouteProcessor  = "sushi_route_processor"
	BalancerV2           = "balancer_v2"
	CurveRouter          = "curve"
	LiquidityBook        = "liquidity_book"
	OneInchV5            = "oneinch_v5"
	OneInchV6            = "oneinch_v6"
	ZeroEx               = "zeroex"
	ParaSwapV5           = "paraswap_v5"
	ParaSwapV6           = "paraswap_v6"
	OKX                  = "okx"
)

// factories of a kind of router: whether it has to be given, may be, or means
// nothing because the calldata names the pools or they are not priced yet.
type factories struct{ v2, v3 need }

type need uint8

const (
	no need = iota
	may
	must
)

var routerFactories = map[string]factories{
	UniswapV2:            {v2: must},
	UniswapV3:            {v3: must},
	UniswapV3Router02:    {v2: may, v3: must},
	UniversalRouter:      {v2: may, v3: must},
	PancakeV3:            {v3: may},
	PancakeSmartRouter:   {v2: may, v3: may},
	CamelotV2:            {},
	CamelotV3:            {},
	SushiRouteProcessor3: {},
	SushiRouteProcessor:  {},
	BalancerV2:           {},
	CurveRouter:          {},
	LiquidityBook:        {v2: may},
	OneInchV5:            {},
	OneInchV6:            {},
	ZeroEx:               {v2: may, v3: may},
	ParaSwapV5:           {v2: may},
	ParaSwapV6:           {v2: may, v3: may},
	OKX:                  {},
}
