// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// Stands at 0x6B of the local chain, where Arbitrum has a precompile: only what
/// tells the ordering policy. Storage slot 0 is set by the genesis.
contract ArbOwnerPublic {
    bool private collectTips;

    /// Whether senders pay the tips they offer (ArbOS 61; the header's mixHash
    /// says the same of each block).
    function getCollectTips() external view returns (bool) {
        return collectTips;
    }
}
