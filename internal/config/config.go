// Package config is the only reader of files and environment.
//
// One YAML file, the environment and flags become one Config. The file is
// strict: an unknown key is an error that names the file, the line and the
// nearest key that exists. Each value has an origin, and the order of worth is
// flag, MEV_BOT_<SECTION>_<KEY>, alias, file, default; an alias and a
// MEV_BOT_* that disagree are an error, because nobody can know which of the
// two the operator forgot.
//
// The structs below are the only description: names, documentation, the JSON
// schema, the starter file and the environment's names all come from them by
// reflection. Load lists every problem it finds, not the first.
package config

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"mevbot/internal/chain"
	"mevbot/internal/profile"
)

// Config is the whole configuration. Load fills it; Default has the defaults.
type Config struct {
	Chain       Chain       `yaml:"chain" doc:"Which chain."`
	Feed        Feed        `yaml:"feed" doc:"The sequencer feed."`
	RPC         RPC         `yaml:"rpc" doc:"Nodes."`
	DEX         DEX         `yaml:"dex" doc:"Which exchanges are watched."`
	Trading     Trading     `yaml:"trading" doc:"What may be sent. Without all three of live, live_chain_id and executor the bot trades on paper; the executor alone is what paper trades are tried out on."`
	Exceptional Tier        `yaml:"tier_exceptional" doc:"The best profit tier. The best tier whose thresholds an opportunity meets decides what is done about it; a threshold of 0 asks for nothing. Nothing below trading.min_net_profit_wei is sent."`
	High        Tier        `yaml:"tier_high" doc:"The second profit tier."`
	Medium      Tier        `yaml:"tier_medium" doc:"The third profit tier."`
	Low         Tier        `yaml:"tier_low" doc:"The last profit tier. What does not even meet this one is filtered."`
	Risk        Risk        `yaml:"risk" doc:"Limits at which the trading stops. 0 is no limit. Amounts are native: wei, or exact with a unit as in 0.05 ether. A pause ends by itself; a latch waits for mev-bot resume."`
	Price       Price       `yaml:"price" doc:"What tokens are worth. Without feeds nothing is priced in dollars."`
	Gas         Gas         `yaml:"gas" doc:"What is offered for gas."`
	Keys        Keys        `yaml:"keys" doc:"The operator's key."`
	Store       Store       `yaml:"store" doc:"The database."`
	Record      Record      `yaml:"record" doc:"The recording, from which mev-bot replay repeats every decision."`
	Log         Log         `yaml:"log" doc:"Logs."`
	Metrics     Metrics     `yaml:"metrics" doc:"The listener of metrics and probes."`
	Health      Health      `yaml:"health" doc:"Health checks."`
	Integrity   Integrity   `yaml:"integrity" doc:"Comparing memory with the chain, and repairing what is wrong."`
	Profile     Profile     `yaml:"profile" doc:"Profiles: their listener, what is saved, and when a miss is."`
	MetricStore MetricStore `yaml:"metric_store" doc:"The bot's own time series, which keep the metrics across restarts and answer PromQL at /api/v1 of metrics.listen."`
	Web         Web         `yaml:"web" doc:"Who may ask the HTTP listeners. Without it they are open, and on loopback only."`
	Control     Control     `yaml:"control" doc:"The socket of status, stop and resume."`

	Order    Order    `yaml:"order" doc:"How the chain orders transactions, and what is bid where it orders by bids."`
	FastFeed FastFeed `yaml:"fastfeed" doc:"Arbitrum's Fast Feed: transactions with their logs before their block is closed, for holders of tickets."`

	Timeboost Timeboost `yaml:"timeboost" doc:"The express lane, on chains that auction it."`

	origins  map[string]Origin
	known    *profile.Profile // of the chain, once resolved; nil if knownErr
	knownErr error
}

// Chain says which chain the bot is on. After Load, ID and Genesis hold the
// profile's values where the file left them out.
type Chain struct {
	Profile string      `yaml:"profile" doc:"arbitrum-one, arbitrum-nova, arbitrum-sepolia, local or custom (mev-bot chain ls). A custom chain needs file, or id and genesis." enum:"arbitrum-one,arbitrum-nova,arbitrum-sepolia,local,custom"`
	File    string      `yaml:"file" doc:"Path of a profile of your own, for custom (mev-bot chain show custom prints the form)."`
	ID      chain.ID    `yaml:"id" doc:"EIP-155 chain id. A named profile knows it."`
	Genesis chain.Block `yaml:"genesis" doc:"Block number of feed sequence number 0. A named profile knows it."`
}

// Known is what the chain's profile says of it, or why it could not be read.
func (c *Config) Known() (*profile.Profile, error) {
	if c.Chain.File == "" {
		return profile.Named(c.Chain.Profile)
	}
	text, err := readBounded(c.Chain.File)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	p, err := profile.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Chain.File, err)
	}
	return p, nil
}

// Resolved is the chain's profile with id and genesis as configured.
func (c Chain) Resolved() chain.Profile {
	return chain.Profile{Name: c.Profile, ID: c.ID, Genesis: c.Genesis}
}

// Feed configures the sequencer feed client.
type Feed struct {
	URLs             []URL            `yaml:"urls" doc:"Websocket URLs of the feed or its relays (ws:// or wss://), all listened to at once: the first copy of a message counts, the others are compared with it. Empty: the bot learns of blocks from nodes only, later."`
	SecondaryURLs    []URL            `yaml:"secondary_urls" doc:"Feeds that are listened to as well when those of urls have said nothing for 5 s, until they have been back for 10 min."`
	Dictionary       string           `yaml:"dictionary" doc:"Path of the preset dictionary of the feed's compression (20,023 bytes; nitro's wsbroadcastserver/dictionary.go). Empty: plain frames are asked for."`
	Signers          []common.Address `yaml:"signers" doc:"Who may sign the feed's messages. Empty: signatures are not looked at, as on Arbitrum One, whose feed has none."`
	RequireSignature bool             `yaml:"require_signature" doc:"Messages without a signature are refused; needs signers."`
	MaxFrameBytes    int64            `yaml:"max_frame_bytes" doc:"A larger frame is refused, compressed or not. Bytes."`
	Silence          time.Duration    `yaml:"silence" doc:"A connection without any frame for this long is dropped and dialled again; twice as long each time, up to 16 times, while it has nothing new."`
	DialTimeout      time.Duration    `yaml:"dial_timeout" doc:"Deadline of connect and handshake."`
	ReadTimeout      time.Duration    `yaml:"read_timeout" doc:"Deadline of one frame from its first byte to its last, and the longest time without a ping."`
}

// RPC configures the clients of nodes.
type RPC struct {
	HTTP        []URL         `yaml:"http" doc:"HTTP URLs for calls (http:// or https://), in order of preference."`
	WS          []URL         `yaml:"ws" doc:"Websocket URLs for new heads. Empty: heads are polled over HTTP."`
	Sequencer   URL           `yaml:"sequencer" doc:"Where transactions are sent. Empty: the first of http."`
	CallTimeout time.Duration `yaml:"call_timeout" doc:"Deadline of one read of an account, a contract's code or a fee, its retries and hedges included, as with the other deadlines."`
	SendTimeout time.Duration `yaml:"send_timeout" doc:"Deadline of one send. A send that runs out of time is unknown, not failed."`

	Endpoints       []RPCEndpoint `yaml:"endpoints" doc:"Nodes by name, instead of http and ws, in order of preference. Each: name, http, ws, roles (read, subscribe, send), rate (requests a second; a fifth is kept for sends)."`
	Send            []URL         `yaml:"send" doc:"Further URLs that each transaction is handed to beside the sequencer: the same bytes, so that a second copy changes nothing."`
	HeadTimeout     time.Duration `yaml:"head_timeout" doc:"Deadline of reading a header, and of connecting a subscription."`
	LogsTimeout     time.Duration `yaml:"logs_timeout" doc:"Deadline of reading the logs of one block."`
	SimulateTimeout time.Duration `yaml:"simulate_timeout" doc:"Deadline of one message call."`
	ReceiptTimeout  time.Duration `yaml:"receipt_timeout" doc:"Deadline of reading a receipt."`
	BulkTimeout     time.Duration `yaml:"bulk_timeout" doc:"Deadline of a multicall or of a range of logs."`
	PollInterval    time.Duration `yaml:"poll_interval" doc:"A head that stays silent for this long is asked for over HTTP."`
	ProbeInterval   time.Duration `yaml:"probe_interval" doc:"How often each node is asked for its head."`
	FreshFor        time.Duration `yaml:"fresh_for" doc:"Nothing is sent if no node has confirmed the newest head for this long."`
	MaxHeadAge      time.Duration `yaml:"max_head_age" doc:"Nothing is sent if the newest head is older than this by its time stamp. 0: not looked at, for chains that may rest."`
	HedgePercent    uint64        `yaml:"hedge_percent" doc:"Reads that take unusually long are asked of a second node as well, at most so many to a hundred reads. 0: none."`
	RetryPercent    uint64        `yaml:"retry_percent" doc:"Reads that fail are repeated, at most so many to a hundred reads. 0: none."`
	CompareNodes    bool          `yaml:"compare_nodes" doc:"Nonces, balances and receipts are asked of two nodes, where there are two, and have to agree."`
	CheckLogs       bool          `yaml:"check_logs" doc:"A block's logs have to make up the bloom of its header. false only for chains whose headers have none."`
}

// DEX says which contracts are watched.
type DEX struct {
	BaseToken common.Address   `yaml:"base_token" doc:"The wrapped native token (WETH): cycles start and end in it, and profit is counted in it."`
	Multicall common.Address   `yaml:"multicall" doc:"Multicall3."`
	QuoterV2  common.Address   `yaml:"quoter_v2" doc:"QuoterV2 of Uniswap V3; only quote --verify and the snapshots of integrity ask it."`
	Factories []Factory        `yaml:"factories" doc:"Whose pools are watched. Each: name, family (uniswap_v2 or uniswap_v3), address, fee_bps (uniswap_v2 only: 30 for Uniswap and Sushi), from_block (where its logs begin)."`
	Routers   []Router         `yaml:"routers" doc:"Whose calldata is read. Each: name, kind (uniswap_v2, uniswap_v3, uniswap_v3_02, universal_router, ...), address, and where it finds pools by their tokens factory_v2 or factory_v3: the factory whose pools it trades."`
	Tokens    []common.Address `yaml:"tokens" doc:"If not empty, only pools of two of these tokens are watched."`
	MaxPools  int              `yaml:"max_pools" doc:"More pools than this are an error at start."`
}

// The families of factories.
const (
	UniswapV2 = "uniswap_v2"
	UniswapV3 = "uniswap_v3"
	// UniswapV3Router02 is a kind of router only: SwapRouter02.
	UniswapV3Router02 = "uniswap_v3_02"
)

// Factory is a contract that makes pools of one family.
type Factory struct {
	Name    string         `yaml:"name" doc:"A name for logs and metrics."`
	Family  string         `yaml:"family" doc:"The curve of its pools." enum:"uniswap_v2,uniswap_v3"`
	Address common.Address `yaml:"address" doc:"The contract."`
	// FeeBps has to be given for Uniswap V2 forks, whose fee is a constant in
	// the contract that cannot be read; V3 pools tell theirs.
	FeeBps    uint64      `yaml:"fee_bps" doc:"The pools' fee in hundredths of a percent; uniswap_v2 only, where it cannot be read from the chain."`
	FromBlock chain.Block `yaml:"from_block" doc:"The first block whose logs can name a pool."`
}

// Router is a contract whose calldata says which pools it will trade.
type Router struct {
	Name      string         `yaml:"name" doc:"A name for logs and metrics."`
	Kind      string         `yaml:"kind" doc:"How its calldata reads. uniswap_v2 is Router02 and its copies, uniswap_v3 SwapRouter, uniswap_v3_02 SwapRouter02." enum:"uniswap_v2,uniswap_v3,uniswap_v3_02,universal_router,pancake_v3,pancake_smart_router,camelot_v2,camelot_v3,sushi_route_processor_3,sushi_route_processor,balancer_v2,curve,liquidity_book,oneinch_v5,oneinch_v6,zeroex,paraswap_v5,paraswap_v6,okx"`
	Address   common.Address `yaml:"address" doc:"The contract."`
	FactoryV2 common.Address `yaml:"factory_v2" doc:"The factory of its V2 pools, one of dex.factories."`
	FactoryV3 common.Address `yaml:"factory_v3" doc:"The factory of its V3 pools, one of dex.factories."`
}

// Price says whom to ask what tokens are worth, and what to believe.
type Price struct {
	Feeds               []PriceFeed    `yaml:"feeds" doc:"Chainlink feeds in US dollars. Each: token, address (the feed's proxy), heartbeat (how often it answers when its price stands still). One has to price dex.base_token."`
	UptimeFeed          common.Address `yaml:"uptime_feed" doc:"Chainlink's sequencer uptime feed. Needed with feeds, unless no_uptime_feed says that the chain has none."`
	NoUptimeFeed        bool           `yaml:"no_uptime_feed" doc:"The chain has no sequencer uptime feed: feeds are believed without one."`
	UptimeGrace         time.Duration  `yaml:"uptime_grace" doc:"For this long after the sequencer came back feeds are not believed, by the chain's clock."`
	HeartbeatGrace      time.Duration  `yaml:"heartbeat_grace" doc:"A feed's answer may be this much older than its heartbeat, by the chain's clock."`
	MaxDeviationBps     uint64         `yaml:"max_deviation_bps" doc:"Feed and pools, and pools among each other, further apart than this are refused. Basis points."`
	TWAPWindow          time.Duration  `yaml:"twap_window" doc:"What the time-weighted price of a token's deepest Uniswap V3 pool is taken over, where the pool keeps that much history."`
	MaxTWAPDeviationBps uint64         `yaml:"max_twap_deviation_bps" doc:"A pool price further from its time-weighted price is refused. Ticks, which are basis points for small numbers."`
	MinLiquidity        uint256.Int    `yaml:"min_liquidity_wei" doc:"Pools with less depth than this together give no price: native wei, or with a unit as in 10 ether."`
	MaxAge              time.Duration  `yaml:"max_age" doc:"Prices that were read longer ago than this are not used."`
}

// PriceFeed is a Chainlink feed in US dollars.
type PriceFeed struct {
	Token     common.Address `yaml:"token" doc:"What it prices."`
	Address   common.Address `yaml:"address" doc:"The feed's proxy."`
	Heartbeat time.Duration  `yaml:"heartbeat" doc:"How often it answers when its price stands still (data.chain.link shows it)."`
}

// Trading says what may be sent. Amounts are native wei.
type Trading struct {
	Live         bool           `yaml:"live" doc:"First of three: send transactions."`
	LiveChainID  chain.ID       `yaml:"live_chain_id" doc:"Second of three: the chain id again, so that a copied file does not trade on another chain."`
	Executor     common.Address `yaml:"executor" doc:"Third of three: the executor contract."`
	MinNetProfit uint256.Int    `yaml:"min_net_profit_wei" doc:"The least profit after gas worth sending: wei, or exact with a unit as in 0.0001 ether."`
	VerifyAbove  uint256.Int    `yaml:"verify_above_wei" doc:"An opportunity with more gross profit than this is more likely an error: a node has to execute it before it is sent. 0: never."`
	Deadline     time.Duration  `yaml:"deadline" doc:"How long after signing the executor may still run a plan."`
	MaxGasPrice  uint256.Int    `yaml:"max_gas_price_wei" doc:"The highest fee cap per gas that is signed: wei, or with a unit as in 10 gwei."`
	MaxHops      int            `yaml:"max_hops" doc:"How many pools a cycle may go through: 2, 3 or 4."`
	MaxInFlight  int            `yaml:"max_in_flight" doc:"How many attempts may be on their way at once, with consecutive nonces; no two go through the same pool."`
}

// Tier is the thresholds of a tier and what is done about what meets them.
type Tier struct {
	MinNet         uint256.Int `yaml:"min_net_wei" doc:"Least net profit, native wei."`
	MinNetUSDCents uint64      `yaml:"min_net_usd_cents" doc:"Least net profit in US cents."`
	MinMarginBps   uint64      `yaml:"min_margin_bps" doc:"Least net profit over input, 1/10,000."`
	MaxGasShareBps uint64      `yaml:"max_gas_share_bps" doc:"Most gas over gross profit, 1/10,000."`
	MaxDepthBps    uint64      `yaml:"max_depth_bps" doc:"Most input over a pool's depth, 1/10,000."`
	MaxAhead       uint64      `yaml:"max_ahead" doc:"Most announced blocks that are not confirmed."`
	Confirmed      bool        `yaml:"confirmed" doc:"Whether every announced block must be confirmed: what is found on a feed message waits for the message's logs."`
	MinExact       uint64      `yaml:"min_exact" doc:"Least swaps in a row that each pool's curve was right about."`
	Send           bool        `yaml:"send" doc:"Whether it is sent."`
	MaxInput       uint256.Int `yaml:"max_input_wei" doc:"Cap on the input, native wei."`
	Simulate       bool        `yaml:"simulate" doc:"Whether the node has to execute it before it is sent."`
	KeepBps        uint64      `yaml:"keep_bps" doc:"Part of the expected net profit below which the executor reverts, 1/10,000."`
}

// Paper says that nothing is sent. Load accepts only all three switches or none.
func (t Trading) Paper() bool { return !t.Live }

// Keys says where the operator's key is.
type Keys struct {
	Keystore     string `yaml:"keystore" doc:"Path of the encrypted key file (JSON keystore v3). mev-bot keys new makes one."`
	PasswordFile string `yaml:"password_file" doc:"Path of the file with its password, mode 0600 or 0400."`
}

// Store configures the database.
type Store struct {
	Path    string `yaml:"path" doc:"The SQLite file. Its directory is made if needed."`
	History string `yaml:"history" doc:"A second SQLite file, of what was seen and decided; it may be lost. Empty: beside path, with -history in its name."`
}

// Hash is the SHA-256 of the configuration without its secrets, in hex.
func (c *Config) Hash() (string, error) {
	h := sha256.New()
	if err := c.Print(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Beside is a path beside the database, unless another was given.
func (s Store) Beside(given, name string) string {
	if given != "" {
		return given
	}
	return filepath.Join(filepath.Dir(s.Path), name)
}

// HistoryPath is where the history is kept.
func (s Store) HistoryPath() string {
	if s.History != "" {
		return s.History
	}
	ext := filepath.Ext(s.Path)
	return strings.TrimSuffix(s.Path, ext) + "-history" + ext
}

// Record configures the recording.
type Record struct {
	Dir      string        `yaml:"dir" doc:"A folder; each run makes a recording in a new folder inside it. Empty: nothing is recorded."`
	MaxBytes uint64        `yaml:"max_bytes" doc:"The oldest segments of a run's recording are deleted beyond this size. 0: none is."`
	MaxAge   time.Duration `yaml:"max_age" doc:"Segments older than this are deleted. 0: none is."`
}

// Log configures the logs.
type Log struct {
	Level  string `yaml:"level" doc:"The least level that is written." enum:"debug,info,warn,error"`
	Format string `yaml:"format" doc:"auto is coloured text on a terminal and JSON elsewhere." enum:"text,json,auto"`
	File   string `yaml:"file" doc:"If set, JSON lines are also appended to this file."`
}

// Metrics configures the listener of metrics and probes.
type Metrics struct {
	Enabled        bool          `yaml:"enabled" doc:"false turns off /metrics, never the probes. Alias METRICS_ENABLED."`
	Listen         string        `yaml:"listen" doc:"Address of metrics and probes. Alias METRICS_PORT for the port."`
	ScrapeInterval time.Duration `yaml:"scrape_interval" doc:"How often metrics are read; published as mev_bot_scrape_interval_seconds for rules and dashboards. Alias PROMETHEUS_SCRAPE_INTERVAL."`

	Custom       []CustomMetric `yaml:"custom" doc:"Metrics of your own, made of the bot's events (docs/custom-metrics.md). Each has a name, type (counter, gauge, histogram), help and event, and if wanted filter, value, labels (name, expression), buckets and max_values."`
	CustomDir    string         `yaml:"custom_dir" doc:"Folder of the custom metrics' values, which survive a restart. Empty: custom-metrics, beside store.path."`
	CustomSeries uint64         `yaml:"custom_series" doc:"How many series all custom metrics may have together."`
}

// CustomMetric is a metric of the operator's own.
type CustomMetric struct {
	Name      string        `yaml:"name"`
	Type      string        `yaml:"type"`
	Help      string        `yaml:"help"`
	Event     string        `yaml:"event"`
	Filter    string        `yaml:"filter"`
	Value     string        `yaml:"value"`
	Labels    []CustomLabel `yaml:"labels"`
	Buckets   []float64     `yaml:"buckets"`
	MaxValues uint64        `yaml:"max_values"`
}

// CustomLabel is a label of a CustomMetric.
type CustomLabel struct {
	Name       string `yaml:"name"`
	Expression string `yaml:"expression"`
}

// Health configures the checks.
type Health struct {
	Interval     time.Duration `yaml:"interval" doc:"Time between two checks of a module. Alias HEALTH_CHECK_INTERVAL."`
	StartupLimit time.Duration `yaml:"startup_limit" doc:"A start that takes longer fails."`

	Watchdog time.Duration  `yaml:"watchdog" doc:"A loop that has not turned for this long is stuck, and the live probe fails. More than twice rpc.bulk_timeout and feed.read_timeout, which a loop may wait for."`
	History  int            `yaml:"history" doc:"How many snapshots of all modules are kept, one each interval, and how many events."`
	Dir      string         `yaml:"dir" doc:"Folder of snapshots and events, which survive a restart, and of goroutine dumps. Empty: health, beside store.path."`
	Modules  []HealthModule `yaml:"modules" doc:"Other limits for modules, by name (mev-bot health lists them). Each: name, and if wanted interval, timeout, fail_after and recover_after (checks in a row), warmup (time from the first check in which failures do not count)."`
	Checks   []HealthCheck  `yaml:"checks" doc:"Checks of your own (docs/health.md). Each: name, type (http, tcp, exec, rpc), its url, address or command, and if wanted the keys of modules, blocks_ready and needs (names of modules)."`
}

// MetricStore configures the time series database.
type MetricStore struct {
	Enabled         bool          `yaml:"enabled" doc:"Keep the metrics."`
	Dir             string        `yaml:"dir" doc:"Its folder. Empty: metrics, beside store.path."`
	Retention       time.Duration `yaml:"retention" doc:"How long samples are kept, in whole blocks of at least 2 h."`
	MaxBytes        uint64        `yaml:"max_bytes" doc:"The oldest blocks are deleted beyond this size."`
	RemoteWriteFile string        `yaml:"remote_write_file" doc:"A file with a remote_write section as in prometheus.yml: each sample is also sent there. Secrets belong in the files that it names."`
	RuleFiles       []string      `yaml:"rule_files" doc:"Files of recording and alerting rules, as Prometheus has them."`
}

// Web configures who may ask the HTTP listeners, those of metrics and profiles.
type Web struct {
	ConfigFile string   `yaml:"config_file" doc:"TLS and users, in the format of Prometheus' exporter toolkit. Needed for a listener that is not on loopback; read again when it changes."`
	TokensFile string   `yaml:"tokens_file" doc:"Bearer tokens for programs, a line each: NAME ROLE SHA256 (mev-bot web token makes one). Roles: reader, admin."`
	Admins     []string `yaml:"admins" doc:"Users of config_file, and common names of client certificates, who may take profiles and change custom metrics; the others may read."`
}

// Profile configures the profiles: on request, continuous, and of a miss.
type Profile struct {
	Enabled bool   `yaml:"enabled" doc:"Serve profiles on request, and the pages of those that were saved."`
	Listen  string `yaml:"listen" doc:"Address. Elsewhere than on loopback it needs web.config_file, and the role admin."`

	Dir         string        `yaml:"dir" doc:"Folder of the saved profiles. Empty: profiles, beside store.path."`
	Interval    time.Duration `yaml:"interval" doc:"Time between two rounds of saved profiles (CPU, heap, goroutines, mutexes, blocking). 0: none is saved."`
	CPUDuration time.Duration `yaml:"cpu_duration" doc:"Length of each round's CPU profile."`
	MaxBytes    uint64        `yaml:"max_bytes" doc:"The oldest saved profiles are deleted beyond this size."`
	MaxAge      time.Duration `yaml:"max_age" doc:"Saved profiles older than this are deleted."`

	FlightWindow time.Duration `yaml:"flight_window" doc:"How much of the execution trace is kept in memory, to be saved when an objective is missed. 0: nothing is."`
	StateLimit   time.Duration `yaml:"state_limit" doc:"The objective that 99 of 100 messages are in the pools so long after their arrival. A message that takes ten times as long is a miss at once. 0 is none."`
	SignedLimit  time.Duration `yaml:"signed_limit" doc:"The objective that 95 of 100 attempts are signed so long after the arrival of what made them. 0 is none."`
	Cooldown     time.Duration `yaml:"cooldown" doc:"The least time between two misses whose trace and profile are saved."`

	ReportDir string        `yaml:"report_dir" doc:"Folder of the operation reports. Empty: reports, beside store.path."`
	ReportAge time.Duration `yaml:"report_age" doc:"Reports older than this are deleted."`

	PyroscopeURL    string `yaml:"pyroscope_url" doc:"Send the saved profiles to this Pyroscope server, too. Empty: they are not."`
	PyroscopeUser   string `yaml:"pyroscope_user" doc:"User for basic authentication, with pyroscope_secret_file as its password. Without it the file holds a bearer token."`
	PyroscopeSecret string `yaml:"pyroscope_secret_file" doc:"Path of the file with the password or token."`
	PyroscopeTenant string `yaml:"pyroscope_tenant" doc:"Sent as X-Scope-OrgID."`
}

// Control configures the operator's socket.
type Control struct {
	Socket string `yaml:"socket" doc:"Path of the unix socket (made with mode 0600)."`
}

// Default is the configuration before anything is read. It has no node, no
// factory and no key: those have no sensible default. The chain's id and
// genesis are 0 until Load or Validate takes them from the profile.
func Default() *Config {
	return &Config{
		Chain: Chain{Profile: chain.ArbitrumOne.Name},
		Feed: Feed{
			MaxFrameBytes: 32 << 20, Silence: 5 * time.Second,
			DialTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		},
		RPC: defaultRPC(),
		DEX: DEX{Multicall: chain.Multicall3, MaxPools: 10_000},
		Price: Price{
			UptimeGrace: time.Hour, HeartbeatGrace: time.Minute, MaxDeviationBps: 200, TWAPWindow: 10 * time.Minute,
			MaxTWAPDeviationBps: 500, MinLiquidity: *uint256.NewInt(10e18), MaxAge: 15 * time.Second,
		},
		Trading: Trading{
			MinNetProfit: *uint256.NewInt(1e14), VerifyAbove: milliether(1000), Deadline: 30 * time.Second,
			MaxGasPrice: *uint256.NewInt(10e9), MaxHops: 3, MaxInFlight: 6,
		},
		Exceptional: Tier{MinNet: milliether(50), MinMarginBps: 1, MaxGasShareBps: 2000, MaxDepthBps: 1000, MaxAhead: 4, MinExact: 1, Send: true},
		High:        Tier{MinNet: milliether(5), MaxGasShareBps: 5000, MaxDepthBps: 2000, MaxAhead: 4, Send: true},
		Medium:      Tier{MinNet: *uint256.NewInt(5e14), MaxGasShareBps: 8000, MaxDepthBps: 3000, MaxAhead: 4, Send: true},
		Low:         Tier{MaxDepthBps: 5000, MaxAhead: 8, Send: true},
		Risk:        defaultRisk(),
		Gas:         defaultGas(),
		Store:       Store{Path: "var/mev-bot.db"},
		Record:      Record{MaxBytes: 10 << 30},
		Log:         Log{Level: "info", Format: "auto"},
		Metrics:     Metrics{Enabled: true, Listen: "127.0.0.1:9090", ScrapeInterval: 15 * time.Second, CustomSeries: 10_000},
		MetricStore: MetricStore{Enabled: true, Retention: 15 * 24 * time.Hour, MaxBytes: 512 << 20},
		Health:      Health{Interval: 30 * time.Second, StartupLimit: 300 * time.Second, Watchdog: 2 * time.Minute, History: 500},
		Integrity:   defaultIntegrity(),
		Profile: Profile{
			Enabled: true, Listen: "127.0.0.1:6060", Interval: time.Minute, CPUDuration: 5 * time.Second, MaxBytes: 512 << 20, MaxAge: 7 * 24 * time.Hour,
			FlightWindow: 5 * time.Second, StateLimit: 5 * time.Millisecond, SignedLimit: 20 * time.Millisecond, Cooldown: 5 * time.Minute, ReportAge: 30 * 24 * time.Hour,
		},
		Control:   Control{Socket: "var/mev-bot.sock"},
		Order:     defaultOrder(),
		FastFeed:  defaultFastFeed(),
		Timeboost: defaultTimeboost(),
		origins:   map[string]Origin{},
	}
}

// milliether is so many thousandths of an ether, in wei.
func milliether(n uint64) (v uint256.Int) {
	var unit uint256.Int
	return *v.Mul(v.SetUint64(n), unit.SetUint64(1e15))
}
