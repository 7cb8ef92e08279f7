// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// What the bot reads of the precompile at 0x6C (nitro precompiles/ArbGasInfo.go).
interface IArbGasInfo {
    /// In wei: an L2 transaction, a byte of L1 calldata, a storage slot, and a
    /// unit of gas: the minimum part, the congestion part, and their sum.
    function getPricesInWei()
        external
        view
        returns (
            uint256 perL2Tx,
            uint256 perL1CalldataByte,
            uint256 perStorageAllocation,
            uint256 perArbGasBase,
            uint256 perArbGasCongestion,
            uint256 perArbGasTotal
        );
    function getPricesInArbGas()
        external
        view
        returns (uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation);
    /// Gas a second before the price rises, and twice the gas limit of a block.
    function getGasAccountingParams()
        external
        view
        returns (uint256 speedLimitPerSecond, uint256 gasPoolMax, uint256 maxTxGasLimit);
    /// Wei: the floor of the L2 base fee.
    function getMinimumGasPrice() external view returns (uint256);
    /// Wei per L1 data unit (16 units a byte).
    function getL1BaseFeeEstimate() external view returns (uint256);
    function getL1GasPriceEstimate() external view returns (uint256);
    /// Wei that the current transaction pays for L1 data.
    function getCurrentTxL1GasFees() external view returns (uint256);
    /// Gas waiting to be paid off at the speed limit.
    function getGasBacklog() external view returns (uint64);
}

/// What the bot reads of the virtual contract at 0xC8, by eth_call only
/// (nitro execution/nodeinterface).
interface INodeInterface {
    function gasEstimateL1Component(address to, bool contractCreation, bytes calldata data)
        external
        payable
        returns (uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate);
    function gasEstimateComponents(address to, bool contractCreation, bytes calldata data)
        external
        payable
        returns (uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate);
    function nitroGenesisBlock() external view returns (uint256 number);
}
