// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IAggregatorV3} from "../interfaces/IAggregatorV3.sol";

/// A Chainlink feed of the local chain, set by its owner. Proxy and aggregator
/// in one: aggregator() is the contract itself. Round ids carry phase 1 in their
/// upper bits, as a proxy's do.
///
/// The sequencer uptime feed is the same contract with answers 0 (up) and 1
/// (down), set only when the status changes, so that startedAt is the change.
contract Aggregator is IAggregatorV3 {
    struct Round {
        int192 answer;
        uint64 updatedAt;
    }

    error NotOwner();
    error OutOfBounds(int256 answer);

    uint80 private constant PHASE = 1 << 64;

    uint8 public immutable decimals;
    int192 public immutable minAnswer;
    int192 public immutable maxAnswer;
    address public immutable owner;
    string public description;
    uint64 private latest;
    mapping(uint64 round => Round) private rounds;

    constructor(uint8 decimals_, string memory description_, int192 minAnswer_, int192 maxAnswer_, int192 answer) {
        decimals = decimals_;
        description = description_;
        minAnswer = minAnswer_;
        maxAnswer = maxAnswer_;
        owner = msg.sender;
        _set(answer);
    }

    function set(int192 answer) external {
        if (msg.sender != owner) revert NotOwner();
        _set(answer);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return _round(latest);
    }

    function getRoundData(uint80 id) external view returns (uint80, int256, uint256, uint256, uint80) {
        require(id > PHASE && id <= PHASE + latest, "No data present");
        return _round(uint64(id - PHASE));
    }

    function aggregator() external view returns (address) {
        return address(this);
    }

    function version() external pure returns (uint256) {
        return 4;
    }

    function _set(int192 answer) private {
        if (answer < minAnswer || answer > maxAnswer) revert OutOfBounds(answer);
        latest++;
        rounds[latest] = Round(answer, uint64(block.timestamp));
        emit AnswerUpdated(answer, latest, block.timestamp);
    }

    function _round(uint64 n) private view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory r = rounds[n];
        return (PHASE + n, r.answer, r.updatedAt, r.updatedAt, PHASE + n);
    }
}
