// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {ArbGasInfo} from "./ArbGasInfo.sol";

/// Uses gas without work, to steer the base fee of the local chain, and lets the
/// block record that fee at 0x6C.
contract Burner {
    /// Uses gasAmount, and about 4,000 on top (25,000 the first time, when
    /// the price at 0x6C is first written). The transaction's gas limit must be above
    /// 21,500 + gasAmount * 64 / 63 + 26,000: a call passes on at most 63/64.
    function burn(uint256 gasAmount) external {
        ArbGasInfo info = ArbGasInfo(address(0x6C));
        if (address(info).code.length > 0) info.startBlock();
        // The child ends in INVALID, which takes all the gas it was given.
        (bool ok,) = address(this).call{gas: gasAmount}(abi.encodeCall(this.spend, ()));
        assert(!ok);
    }

    /// Uses all the gas of its call.
    function spend() external pure {
        assembly {
            invalid()
        }
    }
}
