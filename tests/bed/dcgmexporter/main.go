// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Command dcgmexporter answers /metrics on port 9400 the way NVIDIA's DCGM exporter does, for eight GPUs that do not exist.
// Values follow the clock, so that charts move; GPU 7 reports the blank sentinel that DCGM uses for "not measured".
package main

import (
	"fmt"
	"io"
	"log"
	"math"
	"net/http"
	"os"
	"time"
)

const (
	gpus          = 8
	memoryMiB     = 81559
	blankSentinel = 9223372036854775794
)

type metric struct {
	name, kind, help string
	value            func(gpu int, seconds float64) float64
}

var metrics = []metric{
	{"DCGM_FI_DEV_SM_CLOCK", "gauge", "SM clock frequency (in MHz).", func(gpu int, _ float64) float64 { return float64(1200 + 60*gpu) }},
	{"DCGM_FI_DEV_GPU_TEMP", "gauge", "GPU temperature (in C).", func(gpu int, seconds float64) float64 {
		return math.Round(45 + 3*float64(gpu) + 5*math.Sin(seconds/60))
	}},
	{"DCGM_FI_DEV_POWER_USAGE", "gauge", "Power draw (in W).", func(gpu int, seconds float64) float64 { return 90 + 6*busy(gpu, seconds) }},
	{"DCGM_FI_DEV_GPU_UTIL", "gauge", "GPU utilization (in %).", busy},
	{"DCGM_FI_DEV_FB_FREE", "gauge", "Framebuffer memory free (in MiB).", func(gpu int, _ float64) float64 { return memoryMiB - used(gpu) }},
	{"DCGM_FI_DEV_FB_USED", "gauge", "Framebuffer memory used (in MiB).", func(gpu int, _ float64) float64 { return used(gpu) }},
	{"DCGM_FI_DEV_XID_ERRORS", "gauge", "Value of the last XID error encountered.", func(int, float64) float64 { return 0 }},
}

func used(gpu int) float64 { return float64(gpu) * 9000 }

// busy is a wave per GPU; GPU 0 idles.
func busy(gpu int, seconds float64) float64 {
	if gpu == 0 {
		return 0
	}
	return math.Round(50 + 45*math.Sin(seconds/15+float64(gpu)))
}

func write(out io.Writer, host string, now time.Time) {
	seconds := float64(now.UnixMilli()) / 1000
	for _, m := range metrics {
		fmt.Fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", m.name, m.help, m.name, m.kind)
		for gpu := range gpus {
			value := fmt.Sprintf("%g", m.value(gpu, seconds))
			if gpu == gpus-1 && m.name == "DCGM_FI_DEV_POWER_USAGE" {
				value = fmt.Sprint(uint64(blankSentinel))
			}
			fmt.Fprintf(out, "%s{gpu=\"%d\",UUID=\"GPU-fake-%02d\",pci_bus_id=\"00000000:%02X:00.0\",device=\"nvidia%d\",modelName=\"NVIDIA H100 80GB HBM3\",Hostname=\"%s\",DCGM_FI_DRIVER_VERSION=\"550.90.07\"} %s\n",
				m.name, gpu, gpu, 0x18+gpu, gpu, host, value)
		}
	}
}

func main() {
	host := os.Getenv("NODE_NAME")
	if host == "" {
		host, _ = os.Hostname()
	}
	http.HandleFunc("GET /metrics", func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		write(answer, host, time.Now())
	})
	log.Fatal(http.ListenAndServe(":9400", nil))
}
