// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IArbGasInfo} from "../interfaces/IArbitrum.sol";

/// Stands at 0x6C of the local chain, where Arbitrum has a precompile.
///
/// The L2 price is the base fee of the block. A node answers eth_call with a
/// base fee of 0 unless the call names a gas price, so the block also records its
/// fee in storage, as Nitro does in its first transaction: anyone may call
/// startBlock, which can only store the truth.
///
/// The price of L1 data is storage slot 0. The local chain leaves it 0, because
/// go-ethereum charges nothing for data; the minimum gas price is slot 1, 0 because
/// go-ethereum's fee has no floor. A genesis may set both.
contract ArbGasInfo is IArbGasInfo {
    uint256 private l1PricePerUnit;
    uint256 private minimumPrice;
    uint256 private recordedPrice;

    /// Records the base fee of this block for reads that do not see it.
    function startBlock() external {
        recordedPrice = block.basefee;
    }

    function getPricesInWei() external view returns (uint256, uint256, uint256, uint256, uint256, uint256) {
        uint256 l2 = _l2Price();
        uint256 l1Byte = l1PricePerUnit * 16;
        uint256 base = l2 < minimumPrice ? l2 : minimumPrice;
        return (l1Byte * 140, l1Byte, l2 * 20_000, base, l2 - base, l2);
    }

    function getPricesInArbGas() external view returns (uint256, uint256, uint256) {
        uint256 l2 = _l2Price();
        if (l2 == 0) return (0, 0, 20_000);
        uint256 l1Byte = l1PricePerUnit * 16 / l2;
        return (l1Byte * 140, l1Byte, 20_000);
    }

    /// go-ethereum's fee rises above half of the block's gas limit, and blocks
    /// of the local chain are one second of chain time apart.
    function getGasAccountingParams() external view returns (uint256, uint256, uint256) {
        return (block.gaslimit / 2, block.gaslimit, block.gaslimit);
    }

    function getMinimumGasPrice() external view returns (uint256) {
        return minimumPrice;
    }

    function getL1BaseFeeEstimate() external view returns (uint256) {
        return l1PricePerUnit;
    }

    function getL1GasPriceEstimate() external view returns (uint256) {
        return l1PricePerUnit;
    }

    /// 0: no transaction of the local chain pays for L1 data.
    function getCurrentTxL1GasFees() external pure returns (uint256) {
        return 0;
    }

    /// 0: go-ethereum's fee keeps no backlog.
    function getGasBacklog() external pure returns (uint64) {
        return 0;
    }

    function _l2Price() private view returns (uint256) {
        return block.basefee == 0 ? recordedPrice : block.basefee;
    }
}
