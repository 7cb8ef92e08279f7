// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// Makes the calls it is told, and inside a pool's callback those that the
/// callback's data tells: the same swaps as a run of the executor with nothing around
/// them, to measure what the swaps alone cost.
contract Bare {
    struct Call {
        address to;
        bytes data;
    }

    function run(Call[] memory calls) public {
        for (uint256 i; i < calls.length; i++) {
            (bool ok,) = calls[i].to.call(calls[i].data);
            require(ok);
        }
    }

    function uniswapV2Call(address, uint256, uint256, bytes calldata data) external {
        run(abi.decode(data, (Call[])));
    }

    function uniswapV3SwapCallback(int256, int256, bytes calldata data) external {
        run(abi.decode(data, (Call[])));
    }
}
