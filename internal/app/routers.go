package app

import (
	"mevbot/internal/config"
	"mevbot/internal/decode"
)

// routerKinds gives the configuration's words for calldata their meaning.
var routerKinds = map[string]decode.RouterKind{
	config.UniswapV2:            decode.UniswapV2Router,
	config.UniswapV3:            decode.UniswapV3SwapRouter,
	config.UniswapV3Router02:    decode.UniswapV3SwapRouter02,
	config.UniversalRouter:      decode.UniversalRouter,
	config.PancakeV3:            decode.UniswapV3SwapRouter,
	config.PancakeSmartRouter:   decode.PancakeSmartRouter,
	config.CamelotV2:            decode.CamelotV2Router,
	config.CamelotV3:            decode.AlgebraSwapRouter,
	config.SushiRouteProcessor3: decode.SushiRouteProcessor3,
	config.SushiRouteProcessor:  decode.SushiRouteProcessor,
	config.BalancerV2:           decode.BalancerV2Vault,
	config.CurveRouter:          decode.CurveRouter,
	config.LiquidityBook:        decode.LiquidityBookRouter,
	config.OneInchV5:            decode.OneInchV5,
	config.OneInchV6:            decode.OneInchV6,
	config.ZeroEx:               decode.ZeroExProxy,
	config.ParaSwapV5:           decode.ParaSwapV5,
	config.ParaSwapV6:           decode.ParaSwapV6,
	config.OKX:                  decode.OKXRouter,
}
