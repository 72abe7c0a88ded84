// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Command scenario fills clusters of the test bed: from a scenario file through the API, or with a large generated
// population straight into etcd.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if len(os.Args) < 2 {
		usage()
	}
	var err error
	switch os.Args[1] {
	case "check":
		err = runCheck(os.Args[2:])
	case "load":
		err = runLoad(ctx, os.Args[2:])
	case "generate-etcd":
		err = runGenerate(ctx, os.Args[2:])
	default:
		usage()
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "scenario: %v\n", err)
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: scenario check FILE... | load [flags] FILE... | generate-etcd [flags]")
	os.Exit(2)
}

func runCheck(arguments []string) error {
	for _, path := range arguments {
		if _, err := readScenario(path); err != nil {
			return err
		}
	}
	return nil
}

func runLoad(ctx context.Context, arguments []string) error {
	flags := flag.NewFlagSet("load", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", os.Getenv("KUBECONFIG"), "kubeconfig file")
	contextName := flags.String("context", "", "context to load into; the current one if empty")
	remove := flags.Bool("delete", false, "remove what the scenario created")
	flags.Parse(arguments)
	api, err := newClient(*kubeconfig, *contextName)
	if err != nil {
		return err
	}
	for _, path := range flags.Args() {
		wanted, err := readScenario(path)
		if err != nil {
			return err
		}
		l := &loader{api: api, scenario: wanted}
		if *remove {
			err = l.remove(ctx)
		} else {
			err = l.load(ctx)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
