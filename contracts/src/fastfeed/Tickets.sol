// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "../interfaces/IERC20.sol";
import {ITickets} from "../interfaces/ITickets.sol";

/// Sells tickets for the Fast Feed of the local chain by the rules of the one on
/// Arbitrum One, without its owners: rounds of a fixed length, one price in a
/// round, which follows from the tickets sold in excess of the target as the blob
/// fee of EIP-4844 does, and a first part of each round for the buyers of the
/// round before.
contract Tickets is ITickets {
    error TransferFailed();

    uint256 public immutable roundDuration;
    uint256 public immutable targetTicketsPerRound;
    uint256 public immutable maxTicketsPerRound;
    uint256 public immutable minimumPrice;
    /// The price grows by a factor of e for so many tickets of excess.
    uint256 public immutable priceUpdateFraction;
    /// The part of the round that is for the buyers of the last, in 1/256.
    uint256 public immutable grandfatherPeriodFraction;
    address public immutable token;

    // The last round in which anything was bought.
    uint256 private storedRound;
    uint256 private storedStart;
    uint256 private storedExcess;
    uint256 private storedSold;

    mapping(address account => uint256) public tokenBalance;
    mapping(address account => mapping(uint256 round => uint256)) private bought;
    mapping(address account => mapping(uint256 round => uint256)) private exercised;
    mapping(bytes32 apiKeyHash => mapping(uint256 round => uint256)) private keyed;

    constructor(
        address token_,
        uint256 firstRoundStart,
        uint256 roundDuration_,
        uint256 target,
        uint256 most,
        uint256 minimumPrice_,
        uint256 fraction,
        uint256 grandfather
    ) {
        token = token_;
        storedStart = firstRoundStart;
        roundDuration = roundDuration_;
        targetTicketsPerRound = target;
        maxTicketsPerRound = most;
        minimumPrice = minimumPrice_;
        priceUpdateFraction = fraction;
        grandfatherPeriodFraction = grandfather;
    }

    function purchaseTickets(
        uint256 expectedRound,
        uint256 expectedPrice,
        uint256 numTicketsDesired,
        bytes32 apiKeyHash
    ) external {
        _begin();
        if (numTicketsDesired == 0) revert ZeroTicketsRequested();
        if (expectedRound != storedRound) revert RoundNumberMismatch(expectedRound, storedRound);
        uint256 price = currentPrice();
        if (expectedPrice != price) revert IncorrectTicketPrice(expectedPrice, price);
        uint256 room = maxTicketsPerRound - storedSold;
        if (room == 0) revert MaxTicketsSold();
        uint256 filled = numTicketsDesired < room ? numTicketsDesired : room;
        uint256 balance = tokenBalance[msg.sender];
        if (balance < price * filled) revert InsufficientTokenBalance(balance, price * filled);
        if (storedRound > 0 && block.timestamp < grandfatherPeriodEnd()) {
            uint256 left = grandfatherCount(msg.sender);
            if (left < filled) revert NotEnoughGrandfatheredTickets(left, filled);
            exercised[msg.sender][storedRound] += filled;
        }
        tokenBalance[msg.sender] = balance - price * filled;
        bought[msg.sender][storedRound] += filled;
        keyed[apiKeyHash][storedRound] += filled;
        storedSold += filled;
        emit TicketsPurchased(msg.sender, storedRound, apiKeyHash, price, filled, numTicketsDesired);
    }

    function depositToken(uint256 amount) external {
        tokenBalance[msg.sender] += amount;
        if (!IERC20(token).transferFrom(msg.sender, address(this), amount)) revert TransferFailed();
        emit TokensDeposited(msg.sender, amount);
    }

    function withdrawToken(uint256 amount) external {
        uint256 balance = tokenBalance[msg.sender];
        if (balance < amount) revert InsufficientTokenBalance(balance, amount);
        tokenBalance[msg.sender] = balance - amount;
        if (!IERC20(token).transfer(msg.sender, amount)) revert TransferFailed();
        emit TokensWithdrawn(msg.sender, amount);
    }

    /// Tickets that admit a key now: those bought for it in the round before. The
    /// real contract has no such view, its endpoint counts events.
    function activeTickets(bytes32 apiKeyHash) external view returns (uint256) {
        uint256 round = roundNumber();
        return round == 0 ? 0 : keyed[apiKeyHash][round - 1];
    }

    function roundNumber() public view returns (uint256) {
        return storedRound + _elapsed();
    }

    function roundStart() public view returns (uint256) {
        return storedStart + _elapsed() * roundDuration;
    }

    function roundEnd() external view returns (uint256) {
        return roundStart() + roundDuration;
    }

    function grandfatherPeriodEnd() public view returns (uint256) {
        return roundStart() + roundDuration * grandfatherPeriodFraction / 256;
    }

    function grandfatherCount(address account) public view returns (uint256) {
        uint256 round = roundNumber();
        return round == 0 ? 0 : bought[account][round - 1] - exercised[account][round];
    }

    function thisRoundTicketCount(address account) external view returns (uint256) {
        return bought[account][roundNumber()];
    }

    function ticketsSoldThisRound() external view returns (uint256) {
        return _elapsed() == 0 ? storedSold : 0;
    }

    /// Tickets sold above the target in all rounds before this one, never below 0.
    function excessTicketsSold() public view returns (uint256) {
        uint256 elapsed = _elapsed();
        if (elapsed == 0) return storedExcess;
        uint256 gross = storedExcess + storedSold;
        uint256 consumed = elapsed * targetTicketsPerRound;
        return gross > consumed ? gross - consumed : 0;
    }

    /// minimumPrice * e ** (excess / priceUpdateFraction), rounded down as EIP-4844's
    /// series does it.
    function currentPrice() public view returns (uint256) {
        uint256 excess = excessTicketsSold();
        uint256 sum;
        uint256 term = minimumPrice * priceUpdateFraction;
        for (uint256 i = 1; term > 0; i++) {
            sum += term;
            term = term * excess / (priceUpdateFraction * i);
        }
        return sum / priceUpdateFraction;
    }

    /// Begins the current round if no transaction has.
    function _begin() private {
        uint256 elapsed = _elapsed();
        if (elapsed == 0) return;
        storedExcess = excessTicketsSold();
        storedSold = 0;
        storedStart += elapsed * roundDuration;
        storedRound += elapsed;
    }

    function _elapsed() private view returns (uint256) {
        if (block.timestamp < storedStart) revert BeforeFirstRoundStart();
        return (block.timestamp - storedStart) / roundDuration;
    }
}
