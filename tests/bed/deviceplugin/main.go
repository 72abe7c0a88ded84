// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0

// Command deviceplugin offers a kubelet devices that do not exist, so that a machine without GPUs has a node with eight.
// The kubelet empties its plugin folder whenever it starts: the plugin notices that and registers again.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	api "k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1"
)

const pollInterval = 500 * time.Millisecond

// plugin answers the kubelet. Devices named in the unhealthy file (one per line) are reported as unhealthy, which takes
// them out of the node's allocatable while they stay in its capacity.
type plugin struct {
	api.UnimplementedDevicePluginServer
	names         []string
	unhealthyFile string
}

func (p *plugin) devices() []*api.Device {
	var unhealthy []string
	if text, err := os.ReadFile(p.unhealthyFile); err == nil {
		unhealthy = strings.Fields(string(text))
	}
	devices := make([]*api.Device, 0, len(p.names))
	for _, name := range p.names {
		health := api.Healthy
		if slices.Contains(unhealthy, name) {
			health = api.Unhealthy
		}
		devices = append(devices, &api.Device{ID: name, Health: health})
	}
	return devices
}

func (p *plugin) GetDevicePluginOptions(context.Context, *api.Empty) (*api.DevicePluginOptions, error) {
	return &api.DevicePluginOptions{}, nil
}

func (p *plugin) ListAndWatch(_ *api.Empty, stream api.DevicePlugin_ListAndWatchServer) error {
	var sent []*api.Device
	for {
		current := p.devices()
		same := slices.EqualFunc(sent, current, func(a, b *api.Device) bool { return a.ID == b.ID && a.Health == b.Health })
		if !same {
			if err := stream.Send(&api.ListAndWatchResponse{Devices: current}); err != nil {
				return err
			}
			sent = current
		}
		select {
		case <-stream.Context().Done():
			return nil
		case <-time.After(pollInterval):
		}
	}
}

func (p *plugin) Allocate(_ context.Context, request *api.AllocateRequest) (*api.AllocateResponse, error) {
	response := &api.AllocateResponse{}
	for _, container := range request.ContainerRequests {
		response.ContainerResponses = append(response.ContainerResponses, &api.ContainerAllocateResponse{
			Envs: map[string]string{"NVIDIA_VISIBLE_DEVICES": strings.Join(container.DevicesIds, ",")},
		})
	}
	return response, nil
}

// serve listens on the plugin's own socket, which must exist before the kubelet is told about it.
func serve(p *plugin, socket string) (*grpc.Server, error) {
	if err := os.Remove(socket); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return nil, err
	}
	server := grpc.NewServer()
	api.RegisterDevicePluginServer(server, p)
	go server.Serve(listener)
	return server, nil
}

func register(kubeletSocket, endpoint, resource string) error {
	connection, err := grpc.NewClient("unix://"+kubeletSocket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err = api.NewRegistrationClient(connection).Register(ctx, &api.RegisterRequest{
		Version: api.Version, Endpoint: endpoint, ResourceName: resource,
	})
	return err
}

// keepRegistered registers with each kubelet that appears: a new socket file means a new kubelet.
func keepRegistered(p *plugin, folder, resource string) {
	endpoint := strings.NewReplacer("/", "-", ".", "-").Replace(resource) + ".sock"
	kubeletSocket, ownSocket := filepath.Join(folder, "kubelet.sock"), filepath.Join(folder, endpoint)
	var server *grpc.Server
	var registeredWith os.FileInfo
	for ; ; time.Sleep(pollInterval) {
		kubelet, err := os.Stat(kubeletSocket)
		if err != nil {
			registeredWith = nil
			continue
		}
		_, err = os.Stat(ownSocket)
		if err == nil && registeredWith != nil && os.SameFile(kubelet, registeredWith) && kubelet.ModTime().Equal(registeredWith.ModTime()) {
			continue
		}
		if server != nil {
			server.Stop()
		}
		if server, err = serve(p, ownSocket); err != nil {
			log.Printf("cannot listen on %s: %v", ownSocket, err)
			continue
		}
		if err = register(kubeletSocket, endpoint, resource); err != nil {
			log.Printf("kubelet refuses %s: %v", resource, err)
			continue
		}
		registeredWith = kubelet
		log.Printf("registered %d × %s", len(p.names), resource)
	}
}

func main() {
	folder := flag.String("dir", "/var/lib/kubelet/device-plugins", "folder of the kubelet's plugin sockets")
	resource := flag.String("resource", "nvidia.com/gpu", "name of the extended resource")
	count := flag.Int("count", 8, "number of devices")
	unhealthyFile := flag.String("unhealthy-file", "", "file that names unhealthy devices, read again and again")
	flag.Parse()
	p := &plugin{unhealthyFile: *unhealthyFile}
	for index := range *count {
		p.names = append(p.names, fmt.Sprintf("GPU-fake-%02d", index))
	}
	keepRegistered(p, *folder, *resource)
}
