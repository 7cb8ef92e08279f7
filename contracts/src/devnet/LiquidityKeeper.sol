// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "../interfaces/IERC20.sol";
import {IUniswapV2Pair} from "../interfaces/IUniswapV2.sol";
import {IUniswapV3MintCallback, IUniswapV3Pool} from "../interfaces/IUniswapV3.sol";

/// Owns liquidity on the local chain. It calls pools directly, many positions
/// in one transaction, and pays from the tokens it holds.
contract LiquidityKeeper is IUniswapV3MintCallback {
    struct Position {
        int24 lower;
        int24 upper;
        uint128 liquidity;
    }

    error NotOwner();
    error UnknownCallback(address caller);
    error TransferFailed(address token);

    address public immutable owner;
    address private transient minting;

    constructor() {
        owner = msg.sender;
    }

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner();
        _;
    }

    /// Sets the first price of a V3 pool and mints.
    function initializeV3(IUniswapV3Pool pool, uint160 sqrtPriceX96, Position[] calldata positions)
        external
        onlyOwner
    {
        pool.initialize(sqrtPriceX96);
        _mintV3(pool, positions);
    }

    function mintV3(IUniswapV3Pool pool, Position[] calldata positions) external onlyOwner {
        _mintV3(pool, positions);
    }

    /// Burns liquidity and collects everything owed to the position.
    function burnV3(IUniswapV3Pool pool, Position[] calldata positions) external onlyOwner {
        for (uint256 i; i < positions.length; i++) {
            Position calldata p = positions[i];
            pool.burn(p.lower, p.upper, p.liquidity);
            pool.collect(address(this), p.lower, p.upper, type(uint128).max, type(uint128).max);
        }
    }

    /// Adds both amounts to a V2 pair; what exceeds the pair's ratio is given to it.
    function mintV2(IUniswapV2Pair pair, uint256 amount0, uint256 amount1) external onlyOwner {
        _pay(pair.token0(), address(pair), amount0);
        _pay(pair.token1(), address(pair), amount1);
        pair.mint(address(this));
    }

    function burnV2(IUniswapV2Pair pair, uint256 liquidity) external onlyOwner {
        _pay(address(pair), address(pair), liquidity);
        pair.burn(address(this));
    }

    function send(address token, address to, uint256 amount) external onlyOwner {
        _pay(token, to, amount);
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata) external {
        if (msg.sender != minting) revert UnknownCallback(msg.sender);
        if (amount0 > 0) _pay(IUniswapV3Pool(msg.sender).token0(), msg.sender, amount0);
        if (amount1 > 0) _pay(IUniswapV3Pool(msg.sender).token1(), msg.sender, amount1);
    }

    function _mintV3(IUniswapV3Pool pool, Position[] calldata positions) private {
        minting = address(pool);
        for (uint256 i; i < positions.length; i++) {
            Position calldata p = positions[i];
            pool.mint(address(this), p.lower, p.upper, p.liquidity, "");
        }
        minting = address(0);
    }

    function _pay(address token, address to, uint256 amount) private {
        if (!IERC20(token).transfer(to, amount)) revert TransferFailed(token);
    }
}
