// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"k8s.io/apimachinery/pkg/runtime"
)

const (
	etcdClients  = 8
	keysPerWrite = 100 // etcd takes up to 128 operations and 1.5 MB in one transaction
)

// record is one key of etcd.
type record struct {
	key   string
	value []byte
}

// protobufMessage is what all API types are.
type protobufMessage interface{ Marshal() ([]byte, error) }

// encode wraps an object the way API servers store them: a magic number, then an envelope that says what is inside.
func encode(apiVersion, kind string, message protobufMessage) ([]byte, error) {
	raw, err := message.Marshal()
	if err != nil {
		return nil, err
	}
	envelope := runtime.Unknown{TypeMeta: runtime.TypeMeta{APIVersion: apiVersion, Kind: kind}, Raw: raw}
	wrapped, err := envelope.Marshal()
	if err != nil {
		return nil, err
	}
	return append([]byte("k8s\x00"), wrapped...), nil
}

func runGenerate(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("generate-etcd", flag.ExitOnError)
	endpoint := flags.String("endpoint", "127.0.0.1:2379", "etcd's client address; no API server may be using it yet")
	nodes := flags.Int("nodes", 1000, "number of nodes")
	pods := flags.Int("pods", 10000, "number of pods")
	seed := flags.Uint64("seed", 1, "seed: the same one makes the same cluster")
	flags.Parse(arguments)
	connection, err := grpc.NewClient(*endpoint, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	begin := time.Now()
	records, failed := make(chan record, 4*keysPerWrite), make(chan error, 1)
	go func() {
		defer close(records)
		if err := populate(ctx, *seed, *nodes, *pods, records); err != nil {
			failed <- err
		}
		close(failed)
	}()
	count, size, err := store(ctx, etcdserverpb.NewKVClient(connection), records)
	if err == nil {
		err = <-failed
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d objects, %.1f MB, in %.1f s\n", count, float64(size)/1e6, time.Since(begin).Seconds())
	return nil
}

// store writes all records in batches, several at a time.
func store(ctx context.Context, etcd etcdserverpb.KVClient, records <-chan record) (count, size int64, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var group sync.WaitGroup
	var written, bytes atomic.Int64
	for range etcdClients {
		group.Go(func() {
			for {
				batch := &etcdserverpb.TxnRequest{}
				for next := range records {
					put := &etcdserverpb.PutRequest{Key: []byte(next.key), Value: next.value}
					batch.Success = append(batch.Success, &etcdserverpb.RequestOp{Request: &etcdserverpb.RequestOp_RequestPut{RequestPut: put}})
					bytes.Add(int64(len(next.value)))
					if len(batch.Success) == keysPerWrite {
						break
					}
				}
				if len(batch.Success) == 0 {
					return
				}
				if _, err := etcd.Txn(ctx, batch); err != nil {
					cancel(fmt.Errorf("etcd refuses %s...: %w", batch.Success[0].GetRequestPut().Key, err))
					for range records { // lets the generator finish
					}
					return
				}
				written.Add(int64(len(batch.Success)))
			}
		})
	}
	group.Wait()
	if cause := context.Cause(ctx); cause != nil && !strings.Contains(cause.Error(), "context canceled") {
		err = cause
	}
	return written.Load(), bytes.Load(), err
}
