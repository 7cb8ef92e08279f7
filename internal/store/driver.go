package store

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"

	"modernc.org/sqlite"
)

// connector opens connections with a driver of its own, so that crc32c is
// known to this database and to no other in the process.
type connector struct {
	name   string
	driver *sqlite.Driver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.name) }

func (c connector) Driver() driver.Driver { return c.driver }

func newDriver() *sqlite.Driver {
	d := &sqlite.Driver{}
	d.MustRegisterDeterministicScalarFunction("crc32c", -1, func(_ *sqlite.FunctionContext, row []driver.Value) (driver.Value, error) {
		sum, err := RowCRC(row...)
		return int64(sum), err
	})
	return d
}

// castagnoli is a constant table: crc32.MakeTable builds it once.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// RowCRC is the CRC-32C of a row's values as SQLite holds them: each with its
// type and length, so that moving a byte from one column to the next shows. It
// is the SQL function crc32c.
func RowCRC(values ...driver.Value) (uint32, error) {
	buf := make([]byte, 0, 512)
	head := func(kind byte, n uint64) {
		buf = append(buf, kind)
		buf = binary.LittleEndian.AppendUint64(buf, n)
	}
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			head('n', 0)
		case int64:
			head('i', uint64(v))
		case float64:
			head('f', math.Float64bits(v))
		case string:
			head('t', uint64(len(v)))
			buf = append(buf, v...)
		case []byte:
			head('b', uint64(len(v)))
			buf = append(buf, v...)
		default:
			return 0, fmt.Errorf("crc32c of a %T", v)
		}
	}
	return crc32.Checksum(buf, castagnoli), nil
}
