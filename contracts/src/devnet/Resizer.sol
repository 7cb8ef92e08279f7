// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "../interfaces/IERC20.sol";
import {IUniswapV2Pair} from "../interfaces/IUniswapV2.sol";
import {IUniswapV3Pool, IUniswapV3SwapCallback} from "../interfaces/IUniswapV3.sol";

/// A rival of the local chain that decides on chain how much to trade. It reads
/// the pools of its cycle when it runs, so whoever came first only makes the
/// trade smaller, and where nothing is left it ends early and cheaply.
///
/// A V3 pool is taken for the constant product of its current range. That is
/// exact while the trade stays in the range and too much beyond it; the check of
/// the balance at the end holds in any case. The contract trades with what it
/// owns and keeps what it earns.
contract Resizer is IUniswapV3SwapCallback {
    /// A pool of the cycle. fee is a part of the input, per million.
    struct Hop {
        address pool;
        bool concentrated;
        bool zeroForOne;
        uint32 fee;
    }

    error NotOwner(address caller);
    error UnknownCallback(address caller);
    error TransferFailed(address token);
    /// The pools as they are now give no size that gains.
    error NothingLeft();
    error BelowMinimum(uint256 got, uint256 want);

    uint256 private constant MILLION = 1_000_000;
    uint160 private constant MIN_SQRT_RATIO = 4295128739;
    uint160 private constant MAX_SQRT_RATIO = 1461446703485210103287273052203988822378723970342;

    address public immutable owner;
    IERC20 private immutable base;
    address private transient expected;

    constructor(IERC20 base_) {
        owner = msg.sender;
        base = base_;
    }

    /// Trades along the cycle with the best size as the pools stand, at most
    /// `most` of the base token, and reverts unless the balance is then at least
    /// minProfit more.
    function run(Hop[] calldata cycle, uint256 most, uint256 minProfit) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        uint256 size = best(cycle);
        if (size == 0) revert NothingLeft();
        if (size > most) size = most;
        uint256 before = base.balanceOf(address(this));
        for (uint256 i; i < cycle.length; i++) size = _swap(cycle[i], size);
        uint256 afterwards = base.balanceOf(address(this));
        if (afterwards < before + minProfit) revert BelowMinimum(afterwards, before + minProfit);
    }

    /// The size that gains most, 0 where none gains.
    ///
    /// A pool with reserves r, s of which the part g of the input passes the fee
    /// gives s*g*x / (r + g*x). That is a Moebius map, and so is one after the
    /// other: a*x / (b + c*x), whose gain is largest at (sqrt(a*b) - b) / c.
    function best(Hop[] calldata cycle) public view returns (uint256) {
        uint256 a = 1;
        uint256 b = 1;
        uint256 c;
        for (uint256 i; i < cycle.length; i++) {
            (uint256 input, uint256 output) = _reserves(cycle[i]);
            uint256 part = MILLION - cycle[i].fee;
            c = input * MILLION * c + part * a;
            a = output * part * a;
            b = input * MILLION * b;
            // Only the ratios count. Below 2^128 the next product cannot overflow.
            while (a >= 1 << 128 || b >= 1 << 128) {
                a >>= 16;
                b >>= 16;
                c >>= 16;
            }
        }
        // The product of the roots: that of the factors may exceed 256 bits.
        uint256 peak = _sqrt(a) * _sqrt(b);
        if (peak <= b || c == 0) return 0;
        return (peak - b) / c;
    }

    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata) external {
        if (msg.sender != expected) revert UnknownCallback(msg.sender);
        expected = address(0);
        IUniswapV3Pool pool = IUniswapV3Pool(msg.sender);
        if (amount0Delta > 0) _pay(pool.token0(), msg.sender, uint256(amount0Delta));
        else _pay(pool.token1(), msg.sender, uint256(amount1Delta));
    }

    /// What the pool holds of its input and its output.
    function _reserves(Hop calldata hop) private view returns (uint256 input, uint256 output) {
        if (hop.concentrated) {
            (uint160 root,,,,,,) = IUniswapV3Pool(hop.pool).slot0();
            uint256 liquidity = IUniswapV3Pool(hop.pool).liquidity();
            (input, output) = ((liquidity << 96) / root, liquidity * root >> 96);
        } else {
            (input, output,) = IUniswapV2Pair(hop.pool).getReserves();
        }
        if (!hop.zeroForOne) (input, output) = (output, input);
    }

    function _swap(Hop calldata hop, uint256 amountIn) private returns (uint256 out) {
        if (hop.concentrated) {
            expected = hop.pool;
            uint160 limit = hop.zeroForOne ? MIN_SQRT_RATIO + 1 : MAX_SQRT_RATIO - 1;
            (int256 amount0, int256 amount1) =
                IUniswapV3Pool(hop.pool).swap(address(this), hop.zeroForOne, int256(amountIn), limit, "");
            expected = address(0);
            return uint256(-(hop.zeroForOne ? amount1 : amount0));
        }
        IUniswapV2Pair pair = IUniswapV2Pair(hop.pool);
        (uint256 reserveIn, uint256 reserveOut) = _reserves(hop);
        uint256 paid = amountIn * (MILLION - hop.fee);
        out = paid * reserveOut / (reserveIn * MILLION + paid);
        _pay(hop.zeroForOne ? pair.token0() : pair.token1(), hop.pool, amountIn);
        pair.swap(hop.zeroForOne ? 0 : out, hop.zeroForOne ? out : 0, address(this), "");
    }

    /// The integer root, rounded down, by Newton from above.
    function _sqrt(uint256 n) private pure returns (uint256 root) {
        if (n == 0) return 0;
        uint256 bits;
        for (uint256 rest = n; rest > 0; rest >>= 8) bits += 8;
        root = 1 << (bits + 1) / 2;
        while (true) {
            uint256 next = (root + n / root) / 2;
            if (next >= root) return root;
            root = next;
        }
    }

    function _pay(address token, address to, uint256 amount) private {
        if (!IERC20(token).transfer(to, amount)) revert TransferFailed(token);
    }
}
