// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IUniswapV2Callee} from "../src/interfaces/IUniswapV2.sol";
import {IUniswapV3SwapCallback} from "../src/interfaces/IUniswapV3.sol";

/// Calls what it was armed with whenever somebody calls into it, and remembers
/// how that ended.
abstract contract Armed {
    address public target;
    bytes public payload;
    uint256 public fired;
    bool public succeeded;
    bytes public answer;
    bool private transient firing;

    function arm(address target_, bytes calldata payload_) external {
        target = target_;
        payload = payload_;
        fired = 0;
    }

    /// Calls target now, in the name of this contract.
    function act(address target_, bytes calldata payload_) external {
        (bool ok, bytes memory result) = target_.call(payload_);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }

    function _fire() internal {
        if (target == address(0) || firing) return;
        firing = true;
        fired++;
        (succeeded, answer) = target.call(payload);
        firing = false;
    }
}

/// A hostile pool: both families in one, says what it was told to say, gives
/// nothing, asks for what it was told to ask, as often as it was told.
contract RoguePool is Armed {
    address public token0;
    address public token1;
    uint112 private reserve0 = 1e24;
    uint112 private reserve1 = 1e24;
    int256 private delta0;
    int256 private delta1;
    uint256 private times;
    bytes private data;

    function set(address token0_, address token1_, int256 delta0_, int256 delta1_, uint256 times_, bytes calldata data_)
        external
    {
        (token0, token1, delta0, delta1, times, data) = (token0_, token1_, delta0_, delta1_, times_, data_);
    }

    function getReserves() external view returns (uint112, uint112, uint32) {
        return (reserve0, reserve1, 0);
    }

    function swap(address, bool, int256, uint160, bytes calldata theirs) external returns (int256, int256) {
        _fire();
        bytes memory said = data;
        if (said.length == 0) said = theirs;
        for (uint256 i; i < times; i++) {
            IUniswapV3SwapCallback(msg.sender).uniswapV3SwapCallback(delta0, delta1, said);
        }
        return (delta0, delta1);
    }

    function swap(uint256 out0, uint256 out1, address, bytes calldata theirs) external {
        _fire();
        bytes memory said = data;
        if (said.length == 0) said = theirs;
        for (uint256 i; i < times; i++) {
            IUniswapV2Callee(msg.sender).uniswapV2Call(msg.sender, out0, out1, said);
        }
    }
}

/// A token that calls out on every transfer, before it moves anything.
contract HookToken is Armed {
    mapping(address account => uint256) public balanceOf;

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        _fire();
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        return true;
    }
}
