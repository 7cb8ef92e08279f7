// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IArbGasInfo, INodeInterface} from "../interfaces/IArbitrum.sol";

/// Stands at 0xC8 of the local chain, where Arbitrum answers eth_call without
/// any code. Prices come from the contract at 0x6C.
///
/// Two things only the node knows: the sender's view (the execution part is
/// measured with this contract as the caller), and brotli (L1 data is counted
/// uncompressed, plus 110 bytes for the envelope and signature). Where the L1
/// price is 0 the L1 part is exactly 0, as the local chain charges it.
contract NodeInterface is INodeInterface {
    IArbGasInfo private constant GAS_INFO = IArbGasInfo(address(0x6C));

    error CreationReverted();

    function gasEstimateL1Component(address, bool, bytes calldata data)
        external
        payable
        returns (uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
    {
        return _l1(data.length);
    }

    function gasEstimateComponents(address to, bool contractCreation, bytes calldata data)
        external
        payable
        returns (uint64 gasEstimate, uint64 gasEstimateForL1, uint256 baseFee, uint256 l1BaseFeeEstimate)
    {
        (gasEstimateForL1, baseFee, l1BaseFeeEstimate) = _l1(data.length);
        uint256 used = gasleft();
        if (contractCreation) _create(data);
        else _call(to, data);
        used -= gasleft();
        used += contractCreation ? 53_000 : 21_000;
        for (uint256 i; i < data.length; i++) {
            used += data[i] == 0 ? 4 : 16;
        }
        gasEstimate = uint64(used) + gasEstimateForL1;
    }

    /// Message 0 of the local chain makes block 0.
    function nitroGenesisBlock() external pure returns (uint256) {
        return 0;
    }

    /// 16 units a byte and 10 % on top, paid in L2 gas, as Nitro pads its answer.
    function _l1(uint256 length) private view returns (uint64 gasForL1, uint256 baseFee, uint256 l1Price) {
        (,,,,, baseFee) = GAS_INFO.getPricesInWei();
        l1Price = GAS_INFO.getL1BaseFeeEstimate();
        if (l1Price > 0 && baseFee > 0) gasForL1 = uint64((length + 110) * 16 * l1Price * 11 / 10 / baseFee);
    }

    function _call(address to, bytes memory data) private {
        (bool ok, bytes memory answer) = to.call{value: msg.value}(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    function _create(bytes memory code) private {
        address made;
        assembly ("memory-safe") {
            made := create(callvalue(), add(code, 32), mload(code))
        }
        if (made == address(0)) revert CreationReverted();
    }
}
