// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// What the bot calls of Multicall3 (mds1/multicall3).
interface IMulticall3 {
    struct Call3 {
        address target;
        bool allowFailure;
        bytes callData;
    }

    struct Result {
        bool success;
        bytes returnData;
    }

    function aggregate3(Call3[] calldata calls) external payable returns (Result[] memory returnData);
    function getBlockNumber() external view returns (uint256 blockNumber);
    function getEthBalance(address account) external view returns (uint256 balance);
}
