// Prepares the contract code that the project needs and does not keep by hand:
//
//   internal/artifact/data/NAME.json  third-party contracts, as their authors
//                                     published them on npm (git-ignored)
//   contracts/out/NAME.json           our own contracts, compiled here
//   internal/bindings/testdata/       the adversaries of the executor's tests
//
// Each file is {"abi", "bytecode"} and, where the runtime code is complete
// without running the constructor, "deployedBytecode"; else "template", which is
// that code with zeros for the constructor's values, and "immutables": for each
// of them, in the order of their declaration, the bytes at which it goes (32 each).
// Needs node 20 and the packages of package-lock.json; nothing else, no network.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const dataDir = join(here, '..', 'internal', 'artifact', 'data');
const outDir = join(here, 'out');
const testDir = join(here, '..', 'internal', 'bindings', 'testdata');

// Published artifacts. The V2 router and pair, and the V3 pool and routers,
// must come from versions whose init code hashes agree; a Go test checks it.
const published = {
  UniswapV2Factory: '@uniswap/v2-core/build/UniswapV2Factory.json',
  UniswapV2Pair: '@uniswap/v2-core/build/UniswapV2Pair.json',
  UniswapV2Router02: '@uniswap/v2-periphery/build/UniswapV2Router02.json',
  UniswapV3Factory: '@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json',
  UniswapV3Pool: '@uniswap/v3-core/artifacts/contracts/UniswapV3Pool.sol/UniswapV3Pool.json',
  SwapRouter: '@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json',
  SwapRouter02: '@uniswap/swap-router-contracts/artifacts/contracts/SwapRouter02.sol/SwapRouter02.json',
  QuoterV2: '@uniswap/v3-periphery/artifacts/contracts/lens/QuoterV2.sol/QuoterV2.json',
  NonfungiblePositionManager:
    '@uniswap/v3-periphery/artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json',
  TickLens: '@uniswap/v3-periphery/artifacts/contracts/lens/TickLens.sol/TickLens.json',
  UniversalRouter: '@uniswap/universal-router/artifacts/contracts/UniversalRouter.sol/UniversalRouter.json',
  AlgebraSwapRouter: '@cryptoalgebra/periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json',
  BalancerVault: '@balancer-labs/v2-deployments/dist/tasks/20210418-vault/artifact/Vault.json',
  // Foundry's form: {"bytecode": {"object"}}.
  PoolManager: '@uniswap/v4-core/out/PoolManager.sol/PoolManager.json',
  PoolModifyLiquidityTest: '@uniswap/v4-core/out/PoolModifyLiquidityTest.sol/PoolModifyLiquidityTest.json',
  ExpressLaneAuction:
    '@arbitrum/nitro-contracts/build/contracts/src/express-lane-auction/ExpressLaneAuction.sol/ExpressLaneAuction.json',
  WETH9: 'canonical-weth/build/contracts/WETH9.json',
};

// Sources that npm carries without their bytecode.
const publishedSources = {
  Multicall3: '@chainlink/contracts/src/v0.8/vendor/multicall/ebd8b64/src/Multicall3.sol',
};

const settings = {
  evmVersion: 'cancun', // the executor uses transient storage (EIP-1153)
  viaIR: true,
  optimizer: { enabled: true, runs: 1_000_000 },
  // No metadata hash: the code depends on the source alone, not on comments or paths.
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: {
    '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'evm.deployedBytecode.immutableReferences'] },
  },
};

// sync makes dir hold exactly {name: artifact}. What has not changed is not
// touched, so a build that runs meanwhile never finds half a folder.
function sync(dir, artifacts) {
  mkdirSync(dir, { recursive: true });
  for (const f of readdirSync(dir)) {
    if (f.endsWith('.json') && !artifacts[f.slice(0, -5)]) rmSync(join(dir, f));
  }
  for (const [name, artifact] of Object.entries(artifacts)) {
    const file = join(dir, name + '.json');
    const text = JSON.stringify(artifact) + '\n';
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
  return Object.keys(artifacts).length;
}

// 2394: transient storage outlives the call. The executor clears what guards it
// and writes each other slot before it reads it, in every run.
const accepted = ['2394'];

// compile returns {name: artifact} of the contracts that the given files (paths
// below root) declare. An error of the compiler ends the build; in our own
// sources so does everything else that it has to say.
//
// Files that are compiled together influence each other's code (numbers of the
// syntax tree reach the optimizer), so each unit holds only what belongs together.
function compile(root, files, { ours }) {
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map((path) => [path, { content: text(path) }])),
    settings,
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: (path) => ({ contents: text(path) }) }));
  const complaints = (output.errors ?? []).filter(
    (e) => e.severity === 'error' || (ours && !accepted.includes(e.errorCode)),
  );
  if (complaints.length > 0) {
    throw new Error(complaints.map((e) => e.formattedMessage).join('\n'));
  }
  const artifacts = {};
  for (const path of files) {
    for (const [name, c] of Object.entries(output.contracts[path])) {
      if (artifacts[name]) throw new Error(`two contracts are named ${name}`);
      const { bytecode, deployedBytecode } = c.evm;
      artifacts[name] = { abi: c.abi, bytecode: '0x' + bytecode.object };
      const references = deployedBytecode.immutableReferences ?? {};
      const immutables = Object.keys(references).sort((a, b) => a - b).map((id) => references[id]);
      if (!deployedBytecode.object) continue;
      if (immutables.length === 0) {
        artifacts[name].deployedBytecode = '0x' + deployedBytecode.object;
        continue;
      }
      if (immutables.flat().some((r) => r.length !== 32)) throw new Error(`${name}: an immutable is not a word`);
      artifacts[name].template = '0x' + deployedBytecode.object;
      artifacts[name].immutables = immutables.map((list) => list.map((r) => r.start).sort((a, b) => a - b));
    }
  }
  return artifacts;
}

function thirdParty() {
  const artifacts = {};
  for (const [name, path] of Object.entries(published)) {
    const { abi, bytecode: code } = JSON.parse(readFileSync(join(modules, path), 'utf8'));
    const bytecode = code.object ?? code;
    if (!/^(0x)?([0-9a-f]{2})+$/i.test(bytecode)) throw new Error(`${path}: bytecode is missing or needs linking`);
    artifacts[name] = { abi, bytecode: bytecode.startsWith('0x') ? bytecode : '0x' + bytecode };
  }
  for (const [name, path] of Object.entries(publishedSources)) {
    artifacts[name] = compile(modules, [path], { ours: false })[name];
  }
  return artifacts;
}

// solidity lists the .sol files of a folder, in an order that does not depend on the machine.
function solidity(folder) {
  const files = readdirSync(join(here, folder)).filter((f) => f.endsWith('.sol'));
  return files.sort().map((f) => `${folder}/${f}`);
}

const own = (folder) => compile(here, solidity(folder), { ours: true });

const third = sync(dataDir, thirdParty());
const ours = sync(outDir, { ...own('src'), ...own('src/interfaces'), ...own('src/devnet'), ...own('src/fastfeed') });
sync(testDir, own('test'));
console.log(`contracts: ${third} third-party artifacts, ${ours} of our own compiled with solc ${solc.version()}`);
