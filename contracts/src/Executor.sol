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
/// (1 Uniswap V2, 2 Uniswap V3); the rest is 0. fee is that of the pool in 1/10,000,
/// big-endian; a V3 pool's is rounded down and used only to look. No pool stands in a
/// route twice.
///
/// 16 bytes more after the last hop ask to look first. They are the least that the
/// route has to give at the present prices, as if those stayed: less, and the run ends
/// for some 40,000 gas. No run gives more than that, so the input and minProfit are
/// what refuses nothing that pays. Who knows what the run's own size costs in price
/// may ask for as much more. Looking costs a run that lands some 3,000 to 6,000 gas.
///
/// The order of calls saves transfers. A V2 output is known before the swap and
/// can be sent straight to the next pool, also to a V3 pool while that waits in
/// its callback. So from the first hop on, V2 hops are only quoted until a V3 pool
/// is reached; that pool is swapped with its input still owed; inside its callback
/// the rest of the route runs, and then the V2 hops that were passed over deliver
/// its input. A route of V2 pairs alone borrows from the last one in the same way.
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
    /// A look: at the present prices the route would give gives wei of the base
    /// token at the very most, less than least.
    error Closed(uint256 gives, uint256 least);
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
    uint256 private constant NOBODY = 1;

    address private immutable base;
    address private immutable treasury;

    /// One slot, read once a run.
    address private operator;
    bool private paused;
    address private owner;
    address private proposedOwner;

    /// The pool whose callback the live run waits for; zero when no run is live.
    /// A whole word: writing part of one would first read it.
    uint256 private transient expected;

    /// A callback's data: terms (32), first (1), at (1), route. Terms are amountIn
    /// and minProfit, 128 bits each; at is the hop whose pool calls back; first is
    /// the first of the hops before it that must still be swapped, or at itself.
    uint256 private constant HEAD = 34;

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
        if (expected != 0) revert Reentered();
        if (route.length % HOP != 0) route = _look(route, amountIn);
        if (route.length < 2 * HOP || route.length > 4 * HOP) revert BadRoute();
        uint256 before = _held();
        _run(uint256(amountIn) << 128 | minProfit, route, 0, amountIn);
        uint256 afterwards = _held();
        if (afterwards < before + minProfit) revert BelowMinimum(int256(afterwards) - int256(before), minProfit);
        expected = 0;
    }

    /// Called by the last pair of a route of V2 pairs alone, which has given its
    /// output already.
    function uniswapV2Call(address, uint256, uint256, bytes calldata data) external {
        _authenticate();
        expected = NOBODY;
        (uint256 terms,, uint256 at, bytes calldata route) = _unpack(data);
        _pay(base, _pool(_hop(route, 0)), terms >> 128);
        _deliver(route, 0, at, msg.sender);
    }

    /// Called by a V3 pool of the route, which has given its output already.
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external {
        _authenticate();
        (uint256 terms, uint256 first, uint256 at, bytes calldata route) = _unpack(data);
        bool owes0 = amount0Delta > 0;
        (int256 owed, int256 got) = owes0 ? (amount0Delta, amount1Delta) : (amount1Delta, amount0Delta);

        unchecked { // at has 8 bits; a pool that gives the least int256 gives nothing
            _run(terms, route, at + 1, uint256(-got));
        }

        if (first < at) {
            if (first == 0) _pay(base, _pool(_hop(route, 0)), terms >> 128);
            _deliver(route, first, at, msg.sender);
        } else if (at == 0) {
            _pay(base, msg.sender, uint256(owed));
        } else {
            _pay(_tokenOf(msg.sender, owes0), msg.sender, uint256(owed));
        }
    }

    /// Runs the hops from first to the end with amount, which the hop before has
    /// sent to where they take it. Sets `expected` anew before it calls anything
    /// that could call back, so a callback is accepted once.
    function _run(uint256 terms, bytes calldata route, uint256 first, uint256 amount) private {
        uint256 hops = route.length / HOP;
        uint256 at = first;
        uint256 hop;
        unchecked { // at stays below hops, at most 4
            for (; at < hops; ++at) {
                hop = _hop(route, at);
                if (_family(hop) != V2) {
                    if (_family(hop) != V3) revert BadRoute();
                    _swapV3(hop, amount, _taker(route, at + 1, hops), terms, first, at, route);
                    return;
                }
                amount = _quote(hop, amount);
                // Only the last hop of a route of V2 pairs alone is not delivered later.
                if (first > 0 || at + 1 < hops) _remember(at, amount);
            }
        }
        // The route's output is known: a loss ends here, before more is spent.
        uint256 want = uint128(terms);
        if (amount < (terms >> 128) + want) revert BelowMinimum(int256(amount) - int256(terms >> 128), want);
        if (first == 0) {
            _flashV2(hop, amount, terms, hops - 1, route);
            return;
        }
        expected = NOBODY;
        _deliver(route, first, hops, address(this));
    }

    /// Swaps the V2 hops first to last-1, already quoted and the first already
    /// paid, each into the next and the last of them into the given address.
    function _deliver(bytes calldata route, uint256 first, uint256 last, address into) private {
        unchecked { // first stays below last, at most 4
            while (first < last) {
                uint256 hop = _hop(route, first);
                uint256 out = _remembered(first);
                ++first;
                _swapV2(hop, out, first < last ? _pool(_hop(route, first)) : into);
            }
        }
    }

    /// Where the output before hop i goes: a V2 pair takes it at once, a V3 pool
    /// when it asks.
    function _taker(bytes calldata route, uint256 i, uint256 hops) private view returns (address) {
        if (i == hops) return address(this);
        uint256 hop = _hop(route, i);
        return _family(hop) == V2 ? _pool(hop) : address(this);
    }

    /// Takes the least off a route that asks to look first, and reverts if amountIn
    /// would not give that. It goes through V2 pairs as they are, and through V3
    /// pools as if their prices stayed. What is beyond its numbers is left to the swaps.
    function _look(bytes calldata route, uint256 amount) private view returns (bytes calldata hops) {
        uint256 length = route.length / HOP * HOP;
        if (route.length - length != 16 || length > 4 * HOP) revert BadRoute();
        hops = route[:length];
        uint256 least = uint128(bytes16(route[length:]));
        for (uint256 i = 0; i < length / HOP; ++i) {
            uint256 hop = _hop(hops, i);
            amount = _family(hop) == V2 ? _quote(hop, amount) : _ceiling(hop, amount);
            if (amount >> 127 != 0) return hops;
        }
        if (amount < least) revert Closed(amount, least);
    }

    /// What a V3 pool would give at most: amountIn, below 2**127, less the fee at the
    /// pool's present price. Rounds up; the greatest number if it does not know.
    function _ceiling(uint256 hop, uint256 amountIn) private view returns (uint256 amount) {
        bytes4 selector = IUniswapV3Pool.slot0.selector;
        address pool = _pool(hop);
        uint256 root; // of the price of token0 in token1, with 96 binary places
        assembly ("memory-safe") {
            mstore(0, selector)
            if staticcall(gas(), pool, 0, 4, 0, 32) {
                if gt(returndatasize(), 31) { root := mload(0) }
            }
        }
        if (root == 0 || root >> 160 != 0) return type(uint256).max;
        unchecked { // 127 bits times 128, or 127 shifted by 96
            amount = amountIn * (10_000 - _fee(hop)) / 10_000 + 1;
            bool zeroForOne = _zeroForOne(hop);
            if (zeroForOne) root = (root >> 32) + 1;
            amount = (zeroForOne ? amount * root >> 64 : (amount << 96) / root) + 1;
            if (amount >> 127 != 0) return type(uint256).max;
            amount = (zeroForOne ? amount * root >> 64 : (amount << 96) / root) + 1;
        }
    }

    /// UniswapV2Library.getAmountOut with the fee of the pair. Rounds down.
    function _quote(uint256 hop, uint256 amountIn) private view returns (uint256) {
        uint256 reserveIn;
        uint256 reserveOut;
        bytes4 selector = IUniswapV2Pair.getReserves.selector;
        address pool = _pool(hop);
        bool zeroForOne = _zeroForOne(hop);
        bool ok;
        assembly ("memory-safe") {
            mstore(0, selector)
            ok := staticcall(gas(), pool, 0, 4, 0, 64)
            ok := and(ok, gt(returndatasize(), 63))
            reserveIn := mload(shl(5, iszero(zeroForOne)))
            reserveOut := mload(shl(5, zeroForOne))
        }
        if (!ok) revert BadRoute();
        uint256 paid = amountIn * (10_000 - _fee(hop));
        unchecked {
            // Reserves have 112 bits, and so much is in no pool that their product with
            // the amount overflows; whatever a false pool says, the balance decides.
            return paid * reserveOut / (reserveIn * 10_000 + paid);
        }
    }

    /// What this contract holds of the base token.
    function _held() private view returns (uint256 amount) {
        address token = base;
        bytes4 selector = IERC20.balanceOf.selector;
        bool ok;
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(4, address())
            ok := staticcall(gas(), token, 0, 36, 0, 32)
            ok := and(ok, gt(returndatasize(), 31))
            amount := mload(0)
        }
        if (!ok) revert TransferFailed(token);
    }

    /// A token of a V3 pool.
    function _tokenOf(address pool, bool zero) private view returns (address token) {
        bytes4 selector = zero ? IUniswapV3Pool.token0.selector : IUniswapV3Pool.token1.selector;
        bool ok;
        assembly ("memory-safe") {
            mstore(0, selector)
            ok := staticcall(gas(), pool, 0, 4, 0, 32)
            ok := and(ok, gt(returndatasize(), 31))
            token := mload(0)
        }
        if (!ok) revert BadRoute();
    }

    /// Only the pool that the run waits for may call back.
    function _authenticate() private view {
        if (uint160(msg.sender) != expected) revert UnknownCallback(msg.sender);
    }

    /// IERC20.transfer, for tokens that answer true and those that answer nothing.
    function _pay(address token, address to, uint256 amount) private {
        bytes4 selector = IERC20.transfer.selector;
        bool ok;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), to)
            mstore(add(input, 36), amount)
            mstore(0, 0)
            ok := call(gas(), token, 0, input, 68, 0, 32)
            switch returndatasize()
            case 0 { ok := and(ok, iszero(iszero(extcodesize(token)))) }
            default { ok := and(ok, eq(mload(0), 1)) }
        }
        if (!ok) revert TransferFailed(token);
    }

    /// IUniswapV2Pair.swap without a callback.
    function _swapV2(uint256 hop, uint256 out, address to) private {
        uint256 input = _inputV2(hop, out, to, 0);
        _call(_pool(hop), input, 164);
    }

    /// IUniswapV2Pair.swap that gives the output of the route to this contract
    /// before its own input, which the callback brings.
    function _flashV2(uint256 hop, uint256 out, uint256 terms, uint256 at, bytes calldata route) private {
        expected = uint160(_pool(hop));
        uint256 size = _sizeOf(route);
        uint256 input = _inputV2(hop, out, address(this), size);
        unchecked { // memory offsets and a route's length
            _putData(input + 164, terms, 0, at, route);
            _call(_pool(hop), input, 164 + size);
        }
    }

    /// IUniswapV3Pool.swap of the exact input amount, without a price limit.
    function _swapV3(
        uint256 hop,
        uint256 amount,
        address to,
        uint256 terms,
        uint256 first,
        uint256 at,
        bytes calldata route
    ) private {
        expected = uint160(_pool(hop));
        bytes4 selector = IUniswapV3Pool.swap.selector;
        bool zeroForOne = _zeroForOne(hop);
        uint256 limit = zeroForOne ? MIN_SQRT_RATIO + 1 : MAX_SQRT_RATIO - 1;
        uint256 size = _sizeOf(route);
        uint256 input;
        assembly ("memory-safe") {
            input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), to)
            mstore(add(input, 36), zeroForOne)
            mstore(add(input, 68), amount)
            mstore(add(input, 100), limit)
            mstore(add(input, 132), 160)
            mstore(add(input, 164), size)
        }
        unchecked { // memory offsets and a route's length
            _putData(input + 196, terms, first, at, route);
            _call(_pool(hop), input, 196 + size);
        }
    }

    /// The input of IUniswapV2Pair.swap, written past the free memory pointer,
    /// with room for size bytes of data at its end. Nothing allocates memory
    /// until it is sent; the same holds in _swapV3.
    function _inputV2(uint256 hop, uint256 out, address to, uint256 size) private pure returns (uint256 input) {
        bytes4 selector = IUniswapV2Pair.swap.selector;
        bool zeroForOne = _zeroForOne(hop);
        assembly ("memory-safe") {
            input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), mul(out, iszero(zeroForOne)))
            mstore(add(input, 36), mul(out, zeroForOne))
            mstore(add(input, 68), to)
            mstore(add(input, 100), 128)
            mstore(add(input, 132), size)
        }
    }

    /// Reads a callback's data (see HEAD).
    function _unpack(bytes calldata data)
        private
        pure
        returns (uint256 terms, uint256 first, uint256 at, bytes calldata route)
    {
        if (data.length < HEAD) revert BadRoute();
        assembly ("memory-safe") {
            terms := calldataload(data.offset)
            let places := shr(240, calldataload(add(data.offset, 32)))
            first := shr(8, places)
            at := and(places, 0xff)
            route.offset := add(data.offset, HEAD)
            route.length := sub(data.length, HEAD)
        }
    }

    /// The length of a callback's data.
    function _sizeOf(bytes calldata route) private pure returns (uint256) {
        unchecked {
            return HEAD + route.length;
        }
    }

    /// Writes a callback's data (see HEAD).
    function _putData(uint256 into, uint256 terms, uint256 first, uint256 at, bytes calldata route) private pure {
        assembly ("memory-safe") {
            mstore(into, terms)
            mstore8(add(into, 32), first)
            mstore8(add(into, 33), at)
            calldatacopy(add(into, HEAD), route.offset, route.length)
        }
    }

    /// Calls a pool and passes on its revert. A pool without code did nothing,
    /// which the balance shows in the end.
    function _call(address pool, uint256 input, uint256 size) private {
        assembly ("memory-safe") {
            if iszero(call(gas(), pool, 0, input, size, 0, 0)) {
                let answer := mload(0x40)
                returndatacopy(answer, 0, returndatasize())
                revert(answer, returndatasize())
            }
        }
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

    /// Stops all runs, by the owner or the operator; allows them again, by the
    /// owner only.
    function setPaused(bool paused_) external {
        if (!paused_ || msg.sender != operator) _onlyOwner();
        paused = paused_;
        emit PauseChanged(paused_, msg.sender);
    }

    /// Everything there is to know about the contract. One function, because each
    /// one more makes the callbacks dearer to find.
    function settings()
        external
        view
        returns (
            address base_,
            address treasury_,
            address owner_,
            address proposedOwner_,
            address operator_,
            bool paused_
        )
    {
        return (base, treasury, owner, proposedOwner, operator, paused);
    }

    /// Sends the whole balance of a token to the treasury; the zero address
    /// means ether, which can only have been forced in.
    function sweep(address token) external {
        _onlyOwner();
        if (expected != 0) revert Reentered();
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
