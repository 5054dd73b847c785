// Checks the log of a case with nothing but golang.org/x/mod/sumdb/note and tlog.
//
//	check-case VKEY CHECKPOINT < ROWS
//
// VKEY is the log's verifier key, CHECKPOINT the file "checkpoint" of the case. ROWS are JSON objects, one a line, as the
// sqlite3 shell prints them: {"seq":0,"bytes":HEX,"leaf":HEX} of each entry in its order, {"size":N,"root":HEX,"note":TEXT}
// of each checkpoint. Prints "ok", or one reason a line and exits with 1.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type row struct {
	Seq         *json.Number
	Bytes, Leaf string
	Size        json.RawMessage
	Root, Note  string
}

type entry struct {
	Seq int64
	Log string
}

type checker struct {
	verifier note.Verifier
	stored   []tlog.Hash
	size     int64
	notes    map[string]bool
	reasons  []string
}

func (c *checker) say(format string, args ...interface{}) {
	c.reasons = append(c.reasons, fmt.Sprintf(format, args...))
}

func (c *checker) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, i := range indexes {
		if i >= int64(len(c.stored)) {
			return nil, fmt.Errorf("hash %d is not known", i)
		}
		hashes = append(hashes, c.stored[i])
	}
	return hashes, nil
}

func (c *checker) addEntry(r row) {
	bytes, err := hex.DecodeString(r.Bytes)
	if err != nil {
		c.say("entry %s: %v", *r.Seq, err)
	}
	var e entry
	if err := json.Unmarshal(bytes, &e); err != nil {
		c.say("entry %s: %v", *r.Seq, err)
	} else if strconv.FormatInt(e.Seq, 10) != r.Seq.String() || e.Log != c.verifier.Name() {
		c.say("entry %s says that it is entry %d of %s", *r.Seq, e.Seq, e.Log)
	}
	if leaf := tlog.RecordHash(bytes); hex.EncodeToString(leaf[:]) != strings.ToLower(r.Leaf) {
		c.say("entry %s: its leaf hash is %v", *r.Seq, leaf)
	}
	if r.Seq.String() != strconv.FormatInt(c.size, 10) {
		c.say("entry %s stands where entry %d is expected", *r.Seq, c.size)
		return
	}
	hashes, err := tlog.StoredHashes(c.size, bytes, c)
	if err != nil {
		c.say("entry %s: %v", *r.Seq, err)
		return
	}
	c.stored = append(c.stored, hashes...)
	c.size++
}

// checkpoint opens a signed checkpoint and compares its root with that of the entries.
func (c *checker) checkpoint(name, text string) (size, root string) {
	opened, err := note.Open([]byte(text), note.VerifierList(c.verifier))
	if err != nil {
		c.say("%s: %v", name, err)
		return
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != c.verifier.Name() {
		c.say("%s: not a checkpoint of %s", name, c.verifier.Name())
		return
	}
	n, err := strconv.ParseInt(lines[1], 10, 64)
	signed, rootErr := tlog.ParseHash(lines[2])
	if err != nil || rootErr != nil {
		c.say("%s: neither a size nor a root", name)
		return
	}
	found, err := tlog.TreeHash(n, c)
	if n > c.size || err != nil {
		c.say("%s: it is of %d entries, and %d are there", name, n, c.size)
	} else if found != signed {
		c.say("%s: its root is %v, that of the entries is %v", name, signed, found)
	}
	return lines[1], hex.EncodeToString(signed[:])
}

func (c *checker) read() {
	rows := bufio.NewScanner(os.Stdin)
	rows.Buffer(nil, 1<<24)
	checkpoints := []row{}
	for rows.Scan() {
		var r row
		if err := json.Unmarshal(rows.Bytes(), &r); err != nil {
			c.say("a row cannot be read: %v", err)
		} else if r.Seq != nil {
			c.addEntry(r)
		} else {
			checkpoints = append(checkpoints, r)
		}
	}
	for _, r := range checkpoints {
		name := fmt.Sprintf("checkpoint %s", r.Size)
		c.notes[r.Note] = true
		if size, root := c.checkpoint(name, r.Note); size != string(r.Size) || root != r.Root {
			c.say("%s: the row says something else than its note", name)
		}
	}
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: check-case VKEY CHECKPOINT < ROWS")
		os.Exit(2)
	}
	verifier, err := note.NewVerifier(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	c := &checker{verifier: verifier, notes: map[string]bool{}}
	c.read()
	if text, err := os.ReadFile(os.Args[2]); err != nil {
		c.say("checkpoint: %v", err)
	} else {
		c.checkpoint("the file checkpoint", string(text))
		if !c.notes[string(text)] {
			c.say("the file checkpoint is told of by no row")
		}
	}
	if len(c.reasons) > 0 {
		fmt.Println(strings.Join(c.reasons, "\n"))
		os.Exit(1)
	}
	fmt.Println("ok")
}
