// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "../interfaces/IERC20.sol";
import {IUniswapV2Pair} from "../interfaces/IUniswapV2.sol";
import {IUniswapV3Pool, IUniswapV3SwapCallback} from "../interfaces/IUniswapV3.sol";

/// A trader of the local chain whose route cannot be read from calldata. It
/// swaps directly against pools with tokens it holds, and keeps what it gets.
///
/// run(bytes payload):
///
///     payload = salt (32 bytes) . cipher
///     cipher  = plain XOR stream, where byte 32*i+k of the stream is byte k of
///               keccak256(key . salt . i), each 32 bytes, i a big-endian counter from 0
///     plain   = minOut (16 bytes) . hop . hop ...
///     hop     = flags (1) . pool (20) . fee (2) . amountIn (16), 39 bytes
///
/// All numbers are big-endian. flags bit 0 is the direction (0: token0 in, 1:
/// token1 in); bits 1 to 3 are the family (1 Uniswap V2, 2 Uniswap V3). fee is the V2 fee
/// in 1/10,000 and ignored for V3. amountIn 0 means the whole output of the hop
/// before. The run reverts with BelowMinimum when the last hop gives less than
/// minOut. The key lies in storage and a salt must not be used twice.
contract Opaque is IUniswapV3SwapCallback {
    error NotTrader(address caller);
    error NotOwner();
    error BadPayload();
    error BelowMinimum(uint256 got, uint256 want);
    error UnknownCallback(address caller);
    error TransferFailed(address token);

    uint256 private constant HEAD = 16;
    uint256 private constant HOP = 39;
    uint160 private constant MIN_SQRT_RATIO = 4295128739;
    uint160 private constant MAX_SQRT_RATIO = 1461446703485210103287273052203988822378723970342;

    address public immutable owner;
    bytes32 private key;
    mapping(address account => bool) public trader;
    address private transient expected;

    constructor(bytes32 key_) {
        owner = msg.sender;
        key = key_;
    }

    /// Lets an account call run.
    function allow(address account) external {
        if (msg.sender != owner) revert NotOwner();
        trader[account] = true;
    }

    function send(address token, address to, uint256 amount) external {
        if (msg.sender != owner) revert NotOwner();
        _pay(token, to, amount);
    }

    function run(bytes calldata payload) external {
        if (!trader[msg.sender]) revert NotTrader(msg.sender);
        if (payload.length < 32 + HEAD + HOP || (payload.length - 32 - HEAD) % HOP != 0) revert BadPayload();
        bytes memory plain = _unscramble(payload);
        uint256 out;
        for (uint256 at = HEAD; at < plain.length; at += HOP) {
            out = _swap(plain, at, out);
        }
        uint256 minOut = _read(plain, 0, 16);
        if (out < minOut) revert BelowMinimum(out, minOut);
    }

    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata) external {
        if (msg.sender != expected) revert UnknownCallback(msg.sender);
        expected = address(0);
        IUniswapV3Pool pool = IUniswapV3Pool(msg.sender);
        if (amount0Delta > 0) _pay(pool.token0(), msg.sender, uint256(amount0Delta));
        else _pay(pool.token1(), msg.sender, uint256(amount1Delta));
    }

    function _unscramble(bytes calldata payload) private view returns (bytes memory plain) {
        bytes32 salt = bytes32(payload[:32]);
        plain = payload[32:];
        bytes32 key_ = key;
        for (uint256 i; i * 32 < plain.length; i++) {
            bytes32 stream = keccak256(abi.encodePacked(key_, salt, i));
            // The last word may reach past the end: memory there is padding, and
            // what it holds is never read.
            assembly ("memory-safe") {
                let word := add(add(plain, 32), mul(i, 32))
                mstore(word, xor(mload(word), stream))
            }
        }
    }

    function _swap(bytes memory plain, uint256 at, uint256 before) private returns (uint256) {
        uint256 flags = uint8(plain[at]);
        address pool = address(uint160(_read(plain, at + 1, 20)));
        uint256 amountIn = _read(plain, at + 23, 16);
        if (amountIn == 0) amountIn = before;
        bool zeroForOne = flags & 1 == 0;
        if (flags >> 1 == 1) return _swapV2(IUniswapV2Pair(pool), zeroForOne, amountIn, _read(plain, at + 21, 2));
        if (flags >> 1 == 2) return _swapV3(IUniswapV3Pool(pool), zeroForOne, amountIn);
        revert BadPayload();
    }

    function _swapV2(IUniswapV2Pair pair, bool zeroForOne, uint256 amountIn, uint256 fee)
        private
        returns (uint256 out)
    {
        (uint256 reserveIn, uint256 reserveOut,) = pair.getReserves();
        if (!zeroForOne) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 paid = amountIn * (10_000 - fee);
        out = paid * reserveOut / (reserveIn * 10_000 + paid);
        _pay(zeroForOne ? pair.token0() : pair.token1(), address(pair), amountIn);
        pair.swap(zeroForOne ? 0 : out, zeroForOne ? out : 0, address(this), "");
    }

    function _swapV3(IUniswapV3Pool pool, bool zeroForOne, uint256 amountIn) private returns (uint256) {
        expected = address(pool);
        uint160 limit = zeroForOne ? MIN_SQRT_RATIO + 1 : MAX_SQRT_RATIO - 1;
        (int256 amount0, int256 amount1) = pool.swap(address(this), zeroForOne, int256(amountIn), limit, "");
        expected = address(0);
        return uint256(-(zeroForOne ? amount1 : amount0));
    }

    /// The big-endian number of size bytes at offset.
    function _read(bytes memory b, uint256 offset, uint256 size) private pure returns (uint256 n) {
        assembly ("memory-safe") {
            n := mload(add(add(b, 32), offset))
        }
        return n >> (256 - size * 8);
    }

    function _pay(address token, address to, uint256 amount) private {
        if (!IERC20(token).transfer(to, amount)) revert TransferFailed(token);
    }
}
