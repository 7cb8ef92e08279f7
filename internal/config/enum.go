package config

import (
	"fmt"
	"reflect"
	"strings"
)

// enums checks every field that names its values in a tag, also in lists.
func (k *checker) enums() {
	v := reflect.ValueOf(k.c).Elem()
	for _, l := range leaves() {
		field := v.FieldByIndex(l.index)
		k.enum(l.key, l.field.Tag.Get("enum"), field)
		if field.Kind() != reflect.Slice || field.Type().Elem().Kind() != reflect.Struct || field.Type().Elem() == typeURL {
			continue
		}
		for i := range field.Len() {
			item := field.Index(i)
			for j := range item.NumField() {
				tag := item.Type().Field(j).Tag
				k.enum(fmt.Sprintf("%s[%d].%s", l.key, i, tag.Get("yaml")), tag.Get("enum"), item.Field(j))
			}
		}
	}
}

func (k *checker) enum(key, values string, v reflect.Value) {
	if values == "" {
		return
	}
	list := strings.Split(values, ",")
	for _, ok := range list {
		if v.String() == ok {
			return
		}
	}
	k.fail(key, "%q is none of %s%s", v.String(), strings.Join(list, ", "), orNearest(v.String(), list))
}

// orNearest adds a hint only if something is near: the list stands before it.
func orNearest(name string, list []string) string {
	if n := nearest(name, list); n != "" {
		return ", did you mean " + n + "?"
	}
	return ""
}
