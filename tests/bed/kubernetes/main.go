// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Command kubernetes holds every Kubernetes program that the test bed runs. Like busybox, it becomes the one whose name it
// is called by (kube-apiserver, kubelet, kubectl, kwok, ...): one link instead of six, and one file to keep in the cache.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
	kwokconfig "sigs.k8s.io/kwok/pkg/config"
	kwok "sigs.k8s.io/kwok/pkg/kwok/cmd"
	kwoklog "sigs.k8s.io/kwok/pkg/log"
)

var programs = map[string]func() (*cobra.Command, error){
	"kube-apiserver":          func() (*cobra.Command, error) { return apiserver.NewAPIServerCommand(), nil },
	"kube-controller-manager": func() (*cobra.Command, error) { return controllermanager.NewControllerManagerCommand(), nil },
	"kube-scheduler":          func() (*cobra.Command, error) { return scheduler.NewSchedulerCommand(), nil },
	"kubelet":                 func() (*cobra.Command, error) { return kubelet.NewKubeletCommand(context.Background()), nil },
	"kubectl":                 func() (*cobra.Command, error) { return kubectl.NewDefaultKubectlCommand(), nil },
	"kwok":                    newKwokCommand,
}

// newKwokCommand reads KWOK's configuration files before the command exists, because the command takes its defaults
// and its stages from the context.
func newKwokCommand() (*cobra.Command, error) {
	early := pflag.NewFlagSet("kwok", pflag.ContinueOnError)
	early.ParseErrorsAllowlist.UnknownFlags = true // the command itself complains about those
	early.Usage = func() {}
	ctx, _ := kwoklog.InitFlags(context.Background(), early)
	ctx, err := kwokconfig.InitFlags(ctx, early)
	if err != nil {
		return nil, err
	}
	command := kwok.NewCommand(ctx)
	command.SetContext(ctx)
	command.PersistentFlags().AddFlagSet(early)
	command.Version = "" // component-base registers --version for all programs; cobra must not add another
	return command, nil
}

func main() {
	name := filepath.Base(os.Args[0])
	create, known := programs[name]
	if !known {
		var names []string
		for name := range programs {
			names = append(names, name)
		}
		slices.Sort(names)
		fmt.Fprintf(os.Stderr, "%s: unknown program; make a link to this file named one of: %s\n", name, strings.Join(names, ", "))
		os.Exit(2)
	}
	command, err := create()
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
	os.Exit(cli.Run(command))
}
