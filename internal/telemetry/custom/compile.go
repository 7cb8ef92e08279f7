package custom

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"mevbot/internal/amm"
)

// The budget of one expression.
const (
	maxExpressionBytes = 1024
	maxNodes           = 128
	memoryBudget       = 1000 // elements, as package vm counts them
)

// builtins are the functions of the expression language that remain. None
// loops, and none makes text longer than what it is given: an expression's cost
// is bounded by its length.
var builtins = []string{
	"abs", "ceil", "float", "floor", "hasPrefix", "hasSuffix", "indexOf", "int", "lastIndexOf",
	"len", "lower", "max", "min", "round", "string", "trim", "trimPrefix", "trimSuffix", "upper",
}

// helper is a function of ours.
type helper struct {
	name, usage, gives string
	fn                 func(...any) (any, error)
	typ                any
}

var helpers = []helper{
	{
		"host", "host(URL)", "the host of a URL; `unreadable` if it has none",
		func(p ...any) (any, error) {
			if u, err := url.Parse(p[0].(string)); err == nil && u.Host != "" {
				return u.Host, nil
			}
			return "unreadable", nil
		}, new(func(string) string),
	},
	{
		"pool", "pool(Hop)", "the number of a hop's pool",
		func(p ...any) (any, error) { return int(amm.Hop(p[0].(int)).Pool()), nil }, new(func(int) int),
	},
	{
		"direction", "direction(Hop)", "0 if the hop sells the pool's token0, else 1",
		func(p ...any) (any, error) { return int(amm.Hop(p[0].(int)).Direction()), nil }, new(func(int) int),
	},
	{
		"hex", "hex(Selector)", "a number as 0x and at least 8 lower-case digits",
		func(p ...any) (any, error) { return fmt.Sprintf("0x%08x", p[0].(int)), nil }, new(func(int) string),
	},
	{
		"band", "band(Net, 0.01, 0.1, 1)", "the first of the bounds that is not below the number, as text; `inf` above all: a number made fit for a label",
		band, new(func(float64, ...float64) string),
	},
}

func band(p ...any) (any, error) {
	v, err := number(p[0])
	if err != nil {
		return nil, err
	}
	for _, at := range p[1:] {
		bound, err := number(at)
		if err != nil {
			return nil, err
		}
		if v <= bound {
			return strconv.FormatFloat(bound, 'g', -1, 64), nil
		}
	}
	return "inf", nil
}

func number(v any) (float64, error) {
	switch v := v.(type) {
	case float64:
		return v, nil
	case int:
		return float64(v), nil
	}
	return 0, fmt.Errorf("%T is no number", v)
}

// options of the compiler that are the same for every expression.
func options(f *fact) []expr.Option {
	list := []expr.Option{expr.Env(f.env), expr.MaxNodes(maxNodes), expr.DisableAllBuiltins(), expr.Patch(lowerCase{})}
	for _, name := range builtins {
		list = append(list, expr.EnableBuiltin(name))
	}
	for _, h := range helpers {
		list = append(list, expr.Function(h.name, h.fn, h.typ))
	}
	return list
}

// wants is what an expression is for.
type wants uint8

const (
	wantsBool wants = iota
	wantsNumber
	wantsLabel
)

// program is a compiled expression with the fields it reads.
type program struct {
	code  *vm.Program
	reads []*field
	bare  string // the field, if the expression is nothing else
}

// compile checks and compiles an expression over a fact. Its errors are
// *Error without the metric and field, which the caller adds.
func compile(text string, f *fact, want wants) (p program, err error) {
	defer func() { // the library promises none; a definition must not end the process
		if r := recover(); r != nil {
			err = &Error{Problem: fmt.Sprintf("cannot be compiled: %v", r)}
		}
	}()
	if len(text) > maxExpressionBytes {
		return p, &Error{Problem: fmt.Sprintf("is longer than %d bytes: shorten it", maxExpressionBytes)}
	}
	tree, err := parser.Parse(text)
	if err != nil {
		return p, located(err)
	}
	rules := &rules{fact: f, label: want == wantsLabel, compared: map[*ast.IdentifierNode]bool{}, called: map[*ast.IdentifierNode]bool{}}
	ast.Walk(&tree.Node, rules)
	if err := rules.verdict(tree.Source); err != nil {
		return p, err
	}
	ops := options(f)
	switch want {
	case wantsBool:
		ops = append(ops, expr.AsBool(), expr.WarnOnAny())
	case wantsNumber:
		ops = append(ops, expr.AsFloat64(), expr.WarnOnAny())
	case wantsLabel: // labelType below says more than WarnOnAny
	}
	if p.code, err = expr.Compile(text, ops...); err != nil {
		return p, mistyped(located(err), want)
	}
	if want == wantsLabel {
		if err := labelType(p.code.Node().Type()); err != nil {
			return p, err
		}
	}
	p.reads = rules.reads
	if name, ok := tree.Node.(*ast.IdentifierNode); ok {
		p.bare = name.Value
	}
	return p, nil
}

func labelType(t reflect.Type) error {
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Float64:
		return nil
	}
	return &Error{Problem: "is not surely a text, a number or true/false: give both sides of each ?: the same type, or wrap it in string()"}
}

// located makes an error of the library one of ours.
func located(err error) *Error {
	if at, ok := errors.AsType[*file.Error](err); ok {
		return &Error{Line: at.Line, Column: at.Column + 1, Problem: oneLine(at.Message)}
	}
	return &Error{Problem: oneLine(err.Error())}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// mistyped says in other words that an expression's result is of the wrong type.
func mistyped(e *Error, want wants) *Error {
	_, got, ok := strings.Cut(e.Problem, ", but got ")
	if !ok || !strings.HasPrefix(e.Problem, "expected ") {
		return e
	}
	must := "must give a number"
	if want == wantsBool {
		must = "must give true or false"
	}
	e.Problem = must + ", not " + got + ": compare it or choose with ?:"
	return e
}

// rules are what an expression must keep beyond its types.
type rules struct {
	fact             *fact
	label            bool
	reads            []*field
	names            []*ast.IdentifierNode
	compared, called map[*ast.IdentifierNode]bool
	where            file.Location
	problem          string
}

// Visit is ast.Visitor's; children come before their parents.
func (r *rules) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		r.names = append(r.names, n)
	case *ast.CallNode:
		r.call(n)
	case *ast.BuiltinNode:
		if !slices.Contains(builtins, n.Name) {
			r.refuse(n, noFunction(n.Name))
		}
	case *ast.PredicateNode, *ast.PointerNode:
		r.refuse(n, "loops are not available: name the elements, as in Hops[0]")
	case *ast.VariableDeclaratorNode:
		r.refuse(n, "let is not available: write the value where it is used")
	case *ast.BinaryNode:
		r.binary(n)
	}
}

func (r *rules) call(n *ast.CallNode) {
	name, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		r.refuse(n, "methods are not available: use the functions "+functions())
		return
	}
	r.called[name] = true
	if !slices.ContainsFunc(helpers, func(h helper) bool { return h.name == name.Value }) {
		r.refuse(n, noFunction(name.Value))
	}
}

func noFunction(name string) string {
	return "there is no function " + name + "; there are " + functions()
}

func functions() string {
	list := slices.Clone(builtins)
	for _, h := range helpers {
		list = append(list, h.name)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func (r *rules) binary(n *ast.BinaryNode) {
	switch n.Operator {
	case "..":
		r.refuse(n, "ranges are not available: compare with <= and >=")
	case "matches":
		if _, constant := n.Right.(*ast.StringNode); !constant {
			r.refuse(n, "the right side of matches must be a text in quotes")
		}
		r.compares(n)
	case "==", "!=", "contains", "startsWith", "endsWith", "in":
		r.compares(n)
	}
}

func (r *rules) compares(n *ast.BinaryNode) {
	for _, side := range []ast.Node{n.Left, n.Right} {
		if name, ok := side.(*ast.IdentifierNode); ok {
			r.compared[name] = true
		}
	}
}

func (r *rules) refuse(n ast.Node, problem string) {
	if r.problem == "" {
		r.where, r.problem = n.Location(), problem
	}
}

// verdict looks at the names last, when it is known what is done with them.
func (r *rules) verdict(source file.Source) error {
	for _, n := range r.names {
		if r.called[n] {
			continue
		}
		f := r.fact.field(n.Value)
		switch {
		case f == nil:
			r.refuse(n, fmt.Sprintf("there is no field %s; fields of %s: %s", n.Value, r.fact.name, r.fact.names()))
		case r.label && f.identity:
			r.refuse(n, fmt.Sprintf("%s (%s) must not be in a label: each value would make a series; use it in filter or value", n.Value, f.is))
		case r.label && f.free && !r.compared[n]:
			r.refuse(n, fmt.Sprintf(`%s is free text: in a label only compare it, as in %s == nil or %s contains "timeout"`, n.Value, n.Value, n.Value))
		case !slices.Contains(r.reads, f):
			r.reads = append(r.reads, f)
		}
	}
	if r.problem == "" {
		return nil
	}
	at := (&file.Error{Location: r.where}).Bind(source)
	return &Error{Line: at.Line, Column: at.Column + 1, Problem: r.problem}
}

// lowerCase writes the hashes and addresses in an expression as the fields are
// written, or a comparison with a checksummed address would never hold.
type lowerCase struct{}

// Visit is ast.Visitor's.
func (lowerCase) Visit(node *ast.Node) {
	if s, ok := (*node).(*ast.StringNode); ok && isHex(s.Value) {
		s.Value = strings.ToLower(s.Value)
	}
}

func isHex(s string) bool {
	if (len(s) != 42 && len(s) != 66) || !strings.HasPrefix(s, "0x") {
		return false
	}
	return strings.Trim(s[2:], "0123456789abcdefABCDEF") == ""
}
