// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// What bidders use of the contract that auctions the rounds of Timeboost's
/// express lane (npm: arbitrum/nitro-contracts, src/express-lane-auction). Amounts are
/// of the bidding token's smallest unit, times are seconds. Round r + 1 is sold
/// while r runs.
interface IExpressLaneAuction {
    struct ELCRound {
        address expressLaneController;
        uint64 round;
    }

    error InsufficientBalance(uint256 amountRequested, uint256 balance);
    error InsufficientBalanceAcc(address account, uint256 amountRequested, uint256 balance);
    error NothingToWithdraw();
    error RoundNotResolved(uint64 round);
    error RoundTooOld(uint64 round, uint64 currentRound);
    error NotExpressLaneController(uint64 round, address controller, address sender);
    error WithdrawalInProgress();
    error WithdrawalMaxRound();
    error ZeroAmount();

    event Deposit(address indexed account, uint256 amount);
    event WithdrawalInitiated(address indexed account, uint256 withdrawalAmount, uint256 roundWithdrawable);
    event WithdrawalFinalized(address indexed account, uint256 withdrawalAmount);

    /// Also cancels a withdrawal that was initiated.
    function deposit(uint256 amount) external;
    /// Of the whole balance, which can be withdrawn two rounds later and pays for
    /// bids until then.
    function initiateWithdrawal() external;
    function finalizeWithdrawal() external;

    function biddingToken() external view returns (address);
    function balanceOf(address account) external view returns (uint256);
    function balanceOfAtRound(address account, uint64 round) external view returns (uint256);
    function withdrawableBalance(address account) external view returns (uint256);
    function withdrawableBalanceAtRound(address account, uint64 round) external view returns (uint256);
    function currentRound() external view returns (uint64);
    function isAuctionRoundClosed() external view returns (bool);
    function reservePrice() external view returns (uint256);
    function minReservePrice() external view returns (uint256);
    function roundTimingInfo()
        external
        view
        returns (
            int64 offsetTimestamp,
            uint64 roundDurationSeconds,
            uint64 auctionClosingSeconds,
            uint64 reserveSubmissionSeconds
        );
    /// The last two rounds that were sold, the newer one first.
    function resolvedRounds() external view returns (ELCRound memory, ELCRound memory);
    function domainSeparator() external view returns (bytes32);
    /// What a bid signs (EIP-712).
    function getBidHash(uint64 round, address expressLaneController, uint256 amount) external view returns (bytes32);
}
