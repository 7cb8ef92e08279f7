// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "./interfaces/IERC20.sol";
import {IUniswapV2Callee, IUniswapV2Pair} from "./interfaces/IUniswapV2.sol";
import {IUniswapV3Pool, IUniswapV3SwapCallback} from "./interfaces/IUniswapV3.sol";

/// Carries out one arbitrage route in one transaction, or reverts.
///
/// A route starts and ends with the base token. Its capital is borrowed from the
/// pools themselves: each gives its output before it is paid. The contract
/// approves nobody, calls no code of others but pools' and tokens', and ends every run
/// with at least minProfit more base token than it had. That last check is by balance, so
/// it holds whatever a pool or a token of the route does: neither a hostile
/// pool nor a stolen operator key can take base tokens out. Tokens other than
/// the base do not stay here between runs and have no such protection.
///
/// Who may do what: the operator starts runs and can pause; the owner names the
/// operator, pauses, resumes, and sends what the contract holds to the treasury,
/// which is fixed at construction, as the base token is.
///
/// A route is 2 to 4 hops of 23 bytes each, packed:
///
///     flags (1) . pool (20) . fee (2)
///
/// flags bit 0 is the direction (0: token0 in, 1: token1 in); bits 1 to 3 are the family
/// (1 Uniswap V2, 2 Uniswap V3); the rest is 0. fee is that of a V2 pair in 1/10,000,
/// big-endian, and ignored for V3. No pool stands in a route twice.
///
/// The order of calls saves transfers. A V2 output is known before the swap and
/// can be sent straight to the next pool, also to a V3 pool while that waits in
/// its callback. So from the first hop on, V2 hops are only quoted until a V3 pool
/// or the end is reached; that pool is swapped with its input still owed; inside its callback the
/// rest of the route runs, and then the V2 hops that were passed over deliver
/// its input. A route of V2 pairs alone borrows from the first and pays it last.
contract Executor is IUniswapV2Callee, IUniswapV3SwapCallback {
    /// The caller is not the operator.
    error NotOperator(address caller);
    /// The caller is not the owner (or, for acceptOwnership, not the one proposed).
    error NotOwner(address caller);
    /// The owner or the operator has paused the contract.
    error Paused();
    /// The block's time is past the deadline.
    error Expired(uint256 time, uint256 deadline);
    /// The run would have earned got wei of the base token, less than want.
    error BelowMinimum(int256 got, uint256 want);
    /// The route does not have the documented form.
    error BadRoute();
    /// A run is live already.
    error Reentered();
    /// A callback from an address that the live run, if any, does not wait for.
    error UnknownCallback(address caller);
    /// A token did not transfer.
    error TransferFailed(address token);
    /// An address that must not be zero is, or the base token has no code.
    error ZeroAddress();

    event OwnershipProposed(address indexed owner, address indexed proposed);
    event OwnerChanged(address indexed previous, address indexed owner);
    event OperatorChanged(address indexed previous, address indexed operator);
    event PauseChanged(bool paused, address indexed by);
    event Swept(address indexed token, uint256 amount);

    uint256 private constant HOP = 23;
    uint256 private constant V2 = 1;
    uint256 private constant V3 = 2;
    /// The bounds of TickMath.getSqrtRatioAtTick: no price limit.
    uint160 private constant MIN_SQRT_RATIO = 4295128739;
    uint160 private constant MAX_SQRT_RATIO = 1461446703485210103287273052203988822378723970342;
    /// Stands in `expected` while a run is live and waits for nobody.
    address private constant NOBODY = address(1);

    address public immutable base;
    address public immutable treasury;

    /// One slot, read once a run.
    address public operator;
    bool public paused;
    address public owner;
    address public proposedOwner;

    /// The pool whose callback the live run waits for; zero when no run is live.
    address private transient expected;

    /// What a run must know in its callbacks; travels as their first 64 bytes.
    struct Terms {
        uint128 amountIn;
        uint128 minProfit;
        uint8 first; // the first hop that the callback has to deliver
        uint8 at; // the hop whose pool calls back
    }

    uint256 private constant TERMS = 34;

    constructor(address owner_, address operator_, address treasury_, address base_) {
        if (owner_ == address(0) || treasury_ == address(0) || base_.code.length == 0) revert ZeroAddress();
        base = base_;
        treasury = treasury_;
        owner = owner_;
        operator = operator_;
        emit OwnerChanged(address(0), owner_);
        emit OperatorChanged(address(0), operator_);
    }

    /// Runs a route with amountIn of the base token, by the operator only.
    /// Reverts unless the contract then holds at least minProfit more of it than before,
    /// or when the block's time is past deadline (seconds).
    function execute(uint128 amountIn, uint128 minProfit, uint64 deadline, bytes calldata route) external {
        if (msg.sender != operator) revert NotOperator(msg.sender);
        if (paused) revert Paused();
        if (block.timestamp > deadline) revert Expired(block.timestamp, deadline);
        if (expected != address(0)) revert Reentered();
        if (route.length % HOP != 0 || route.length < 2 * HOP || route.length > 4 * HOP) revert BadRoute();
        expected = NOBODY;
        uint256 before = IERC20(base).balanceOf(address(this));
        _run(Terms(amountIn, minProfit, 0, 0), route, amountIn);
        uint256 afterwards = IERC20(base).balanceOf(address(this));
        if (afterwards < before + minProfit) revert BelowMinimum(int256(afterwards) - int256(before), minProfit);
        expected = address(0);
    }

    /// Called by the first pair of a route of V2 pairs alone.
    function uniswapV2Call(address, uint256, uint256, bytes calldata data) external {
        _authenticate();
        (Terms memory terms, bytes calldata route) = _unpack(data);
        _deliver(route, 1, route.length / HOP, address(this));
        _pay(base, msg.sender, terms.amountIn);
    }

    /// Called by a V3 pool of the route, which has given its output already.
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external {
        _authenticate();
        (Terms memory terms, bytes calldata route) = _unpack(data);
        (uint256 owed, uint256 got) = amount0Delta > 0
            ? (uint256(amount0Delta), uint256(-amount1Delta))
            : (uint256(amount1Delta), uint256(-amount0Delta));
        (uint8 first, uint8 at) = (terms.first, terms.at);

        terms.first = at + 1;
        _run(terms, route, got);

        if (first == at) {
            address token = at == 0 ? base : _token(IUniswapV3Pool(msg.sender), amount0Delta > 0);
            _pay(token, msg.sender, owed);
        } else {
            if (first == 0) _pay(base, _pool(_hop(route, 0)), terms.amountIn);
            _deliver(route, first, at, msg.sender);
        }
    }

    /// Runs the hops from terms.first to the end with amount, which the hop
    /// before has sent to where they take it.
    function _run(Terms memory terms, bytes calldata route, uint256 amount) private {
        uint256 hops = route.length / HOP;
        uint256 first = terms.first;
        uint256 at = first;
        uint256 hop;
        for (; at < hops; ++at) {
            hop = _hop(route, at);
            if (_family(hop) != V2) break;
            amount = _quote(hop, amount);
            _remember(at, amount);
        }
        if (at < hops) {
            if (_family(hop) != V3) revert BadRoute();
            terms.at = uint8(at);
            _swapV3(hop, amount, _taker(route, at + 1, hops), _pack(terms, route));
            return;
        }
        if (amount < uint256(terms.amountIn) + terms.minProfit) {
            revert BelowMinimum(int256(amount) - int256(uint256(terms.amountIn)), terms.minProfit);
        }
        if (first > 0) {
            _deliver(route, first, hops, address(this));
            return;
        }
        hop = _hop(route, 0);
        expected = _pool(hop);
        _swapV2(hop, _remembered(0), _taker(route, 1, hops), _pack(terms, route));
    }

    /// Swaps the V2 hops first to last-1, already quoted and the first already
    /// paid, each into the next and the last of them into the given address.
    function _deliver(bytes calldata route, uint256 first, uint256 last, address into) private {
        uint256 hop = _hop(route, first);
        while (first < last) {
            uint256 out = _remembered(first);
            ++first;
            uint256 next = first < last ? _hop(route, first) : 0;
            _swapV2(hop, out, first < last ? _pool(next) : into, "");
            hop = next;
        }
    }

    function _swapV2(uint256 hop, uint256 out, address to, bytes memory data) private {
        (uint256 out0, uint256 out1) = _zeroForOne(hop) ? (uint256(0), out) : (out, uint256(0));
        IUniswapV2Pair(_pool(hop)).swap(out0, out1, to, data);
    }

    function _swapV3(uint256 hop, uint256 amount, address to, bytes memory data) private {
        bool zeroForOne = _zeroForOne(hop);
        expected = _pool(hop);
        IUniswapV3Pool(_pool(hop)).swap(
            to, zeroForOne, int256(amount), zeroForOne ? MIN_SQRT_RATIO + 1 : MAX_SQRT_RATIO - 1, data
        );
    }

    /// Where the output before hop i goes: a V2 pair takes it at once, a V3 pool
    /// when it asks.
    function _taker(bytes calldata route, uint256 i, uint256 hops) private view returns (address) {
        if (i == hops) return address(this);
        uint256 hop = _hop(route, i);
        return _family(hop) == V2 ? _pool(hop) : address(this);
    }

    /// UniswapV2Library.getAmountOut with the fee of the pair. Rounds down.
    function _quote(uint256 hop, uint256 amountIn) private view returns (uint256) {
        (uint256 reserveIn, uint256 reserveOut,) = IUniswapV2Pair(_pool(hop)).getReserves();
        if (!_zeroForOne(hop)) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 paid = amountIn * (10_000 - _fee(hop));
        return paid * reserveOut / (reserveIn * 10_000 + paid);
    }

    /// Only the pool that the run waits for may call back, and only once.
    function _authenticate() private {
        if (msg.sender != expected) revert UnknownCallback(msg.sender);
        expected = NOBODY;
    }

    function _pay(address token, address to, uint256 amount) private {
        (bool ok, bytes memory answer) = token.call(abi.encodeCall(IERC20.transfer, (to, amount)));
        // Some tokens answer nothing; an address without code does, too.
        if (ok) ok = answer.length == 0 ? token.code.length > 0 : abi.decode(answer, (bool));
        if (!ok) revert TransferFailed(token);
    }

    function _token(IUniswapV3Pool pool, bool zero) private view returns (address) {
        return zero ? pool.token0() : pool.token1();
    }

    function _pack(Terms memory terms, bytes calldata route) private pure returns (bytes memory) {
        return abi.encodePacked(terms.amountIn, terms.minProfit, terms.first, terms.at, route);
    }

    function _unpack(bytes calldata data) private pure returns (Terms memory terms, bytes calldata route) {
        terms.amountIn = uint128(bytes16(data[0:16]));
        terms.minProfit = uint128(bytes16(data[16:32]));
        terms.first = uint8(data[32]);
        terms.at = uint8(data[33]);
        route = data[TERMS:];
    }

    /// Hop i of a route, right-aligned: flags, pool, fee. The caller keeps i
    /// below the number of hops.
    function _hop(bytes calldata route, uint256 i) private pure returns (uint256 hop) {
        assembly ("memory-safe") {
            hop := shr(72, calldataload(add(route.offset, mul(i, HOP))))
        }
    }

    function _family(uint256 hop) private pure returns (uint256) {
        return hop >> 177;
    }

    function _zeroForOne(uint256 hop) private pure returns (bool) {
        return hop & (1 << 176) == 0;
    }

    function _pool(uint256 hop) private pure returns (address) {
        return address(uint160(hop >> 16));
    }

    function _fee(uint256 hop) private pure returns (uint256) {
        return hop & 0xffff;
    }

    /// Keeps the quoted output of V2 hop i until it is swapped, in transient
    /// slots 1 to 4; slot 0 is `expected`.
    function _remember(uint256 i, uint256 amount) private {
        assembly ("memory-safe") {
            tstore(add(i, 1), amount)
        }
    }

    function _remembered(uint256 i) private view returns (uint256 amount) {
        assembly ("memory-safe") {
            amount := tload(add(i, 1))
        }
    }

    /// Names the next owner, who must accept.
    function proposeOwner(address next) external {
        _onlyOwner();
        proposedOwner = next;
        emit OwnershipProposed(owner, next);
    }

    function acceptOwnership() external {
        if (msg.sender != proposedOwner) revert NotOwner(msg.sender);
        emit OwnerChanged(owner, msg.sender);
        owner = msg.sender;
        proposedOwner = address(0);
    }

    /// Names the operator; zero means nobody can run.
    function setOperator(address next) external {
        _onlyOwner();
        emit OperatorChanged(operator, next);
        operator = next;
    }

    /// Stops all runs, by the owner or the operator.
    function pause() external {
        if (msg.sender != owner && msg.sender != operator) revert NotOwner(msg.sender);
        paused = true;
        emit PauseChanged(true, msg.sender);
    }

    /// Allows runs again, by the owner only.
    function resume() external {
        _onlyOwner();
        paused = false;
        emit PauseChanged(false, msg.sender);
    }

    /// Sends the whole balance of a token to the treasury; the zero address
    /// means ether, which can only have been forced in.
    function sweep(address token) external {
        _onlyOwner();
        if (expected != address(0)) revert Reentered();
        uint256 amount;
        if (token == address(0)) {
            amount = address(this).balance;
            (bool ok,) = treasury.call{value: amount}("");
            if (!ok) revert TransferFailed(token);
        } else {
            amount = IERC20(token).balanceOf(address(this));
            _pay(token, treasury, amount);
        }
        emit Swept(token, amount);
    }

    function _onlyOwner() private view {
        if (msg.sender != owner) revert NotOwner(msg.sender);
    }
}
