// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// What buyers use of the contract that sells tickets for Arbitrum's Fast Feed
/// (docs.arbitrum.io, "How to connect to the Fast Feed"; 0x451DD62C26b753d07d6104aaC6865AaE73a6A598
/// on Arbitrum One). Amounts are of the payment token's smallest unit, times are
/// seconds. Views answer for the current round, also before the round was begun
/// by a transaction.
interface ITickets {
    error RoundNumberMismatch(uint256 expected, uint256 actual);
    error IncorrectTicketPrice(uint256 expected, uint256 actual);
    error ZeroTicketsRequested();
    error MaxTicketsSold();
    error InsufficientTokenBalance(uint256 balance, uint256 required);
    error NotEnoughGrandfatheredTickets(uint256 grandfatheredTickets, uint256 requestedTickets);
    error BeforeFirstRoundStart();

    event TicketsPurchased(
        address indexed buyer,
        uint256 indexed round,
        bytes32 indexed apiKeyHash,
        uint256 price,
        uint256 numTickets,
        uint256 numTicketsDesired
    );
    event TokensDeposited(address indexed depositor, uint256 amount);
    event TokensWithdrawn(address indexed withdrawer, uint256 amount);

    /// Buys up to numTicketsDesired tickets, fewer when the round has less room,
    /// for the holder of the key with that hash. They are active in the next round.
    function purchaseTickets(
        uint256 expectedRound,
        uint256 expectedPrice,
        uint256 numTicketsDesired,
        bytes32 apiKeyHash
    ) external;
    function depositToken(uint256 amount) external;
    function withdrawToken(uint256 amount) external;

    function token() external view returns (address);
    function tokenBalance(address account) external view returns (uint256);
    function roundNumber() external view returns (uint256);
    function roundStart() external view returns (uint256);
    function roundEnd() external view returns (uint256);
    /// Before this time only buyers of the round before can buy, up to what they
    /// bought then.
    function grandfatherPeriodEnd() external view returns (uint256);
    function grandfatherCount(address account) external view returns (uint256);
    /// Tickets that an account has bought in this round.
    function thisRoundTicketCount(address account) external view returns (uint256);
    function currentPrice() external view returns (uint256);
    function ticketsSoldThisRound() external view returns (uint256);
    function maxTicketsPerRound() external view returns (uint256);
}
