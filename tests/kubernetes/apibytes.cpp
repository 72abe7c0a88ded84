// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apibytes.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <protozero/pbf_writer.hpp>

#include <string>

using namespace Qt::StringLiterals;

namespace fairlead::tests {

namespace {

struct Message;

struct Field
{
    enum class Type { Text, Number, Bool, Time, TextMap, QuantityMap, Nested };

    unsigned number = 0;
    Type type = Type::Text;
    const Message *message = nullptr;
};

//! Fields by their JSON name. What is an array in JSON is a repeated field.
struct Message
{
    QHash<QString, Field> fields;
};

using Type = Field::Type;

const Message ownerReference{{{u"kind"_s, {1}},
                              {u"name"_s, {3}},
                              {u"uid"_s, {4}},
                              {u"apiVersion"_s, {5}},
                              {u"controller"_s, {6, Type::Bool}},
                              {u"blockOwnerDeletion"_s, {7, Type::Bool}}}};
const Message objectMeta{{{u"name"_s, {1}},
                          {u"generateName"_s, {2}},
                          {u"namespace"_s, {3}},
                          {u"uid"_s, {5}},
                          {u"resourceVersion"_s, {6}},
                          {u"generation"_s, {7, Type::Number}},
                          {u"creationTimestamp"_s, {8, Type::Time}},
                          {u"deletionTimestamp"_s, {9, Type::Time}},
                          {u"deletionGracePeriodSeconds"_s, {10, Type::Number}},
                          {u"labels"_s, {11, Type::TextMap}},
                          {u"annotations"_s, {12, Type::TextMap}},
                          {u"ownerReferences"_s, {13, Type::Nested, &ownerReference}},
                          {u"finalizers"_s, {14}}}};
const Message taint{{{u"key"_s, {1}}, {u"value"_s, {2}}, {u"effect"_s, {3}}, {u"timeAdded"_s, {4, Type::Time}}}};
const Message nodeSpec{{{u"podCIDR"_s, {1}},
                        {u"providerID"_s, {3}},
                        {u"unschedulable"_s, {4, Type::Bool}},
                        {u"taints"_s, {5, Type::Nested, &taint}}}};
const Message nodeCondition{{{u"type"_s, {1}},
                             {u"status"_s, {2}},
                             {u"lastHeartbeatTime"_s, {3, Type::Time}},
                             {u"lastTransitionTime"_s, {4, Type::Time}},
                             {u"reason"_s, {5}},
                             {u"message"_s, {6}}}};
const Message address{{{u"type"_s, {1}}, {u"address"_s, {2}}}};
const Message nodeInfo{{{u"machineID"_s, {1}},
                        {u"kernelVersion"_s, {4}},
                        {u"kubeletVersion"_s, {7}},
                        {u"operatingSystem"_s, {9}},
                        {u"architecture"_s, {10}}}};
const Message nodeStatus{{{u"capacity"_s, {1, Type::QuantityMap}},
                          {u"allocatable"_s, {2, Type::QuantityMap}},
                          {u"phase"_s, {3}},
                          {u"conditions"_s, {4, Type::Nested, &nodeCondition}},
                          {u"addresses"_s, {5, Type::Nested, &address}},
                          {u"nodeInfo"_s, {7, Type::Nested, &nodeInfo}}}};
const Message nodeMessage{{{u"metadata"_s, {1, Type::Nested, &objectMeta}},
                           {u"spec"_s, {2, Type::Nested, &nodeSpec}},
                           {u"status"_s, {3, Type::Nested, &nodeStatus}}}};

const Message resources{{{u"limits"_s, {1, Type::QuantityMap}}, {u"requests"_s, {2, Type::QuantityMap}}}};
const Message container{{{u"name"_s, {1}},
                         {u"image"_s, {2}},
                         {u"command"_s, {3}},
                         {u"resources"_s, {8, Type::Nested, &resources}},
                         {u"stdin"_s, {16, Type::Bool}},
                         {u"restartPolicy"_s, {24}}}};
const Message podSpec{{{u"containers"_s, {2, Type::Nested, &container}},
                       {u"restartPolicy"_s, {3}},
                       {u"terminationGracePeriodSeconds"_s, {4, Type::Number}},
                       {u"nodeSelector"_s, {7, Type::TextMap}},
                       {u"nodeName"_s, {10}},
                       {u"hostNetwork"_s, {11, Type::Bool}},
                       {u"schedulerName"_s, {19}},
                       {u"initContainers"_s, {20, Type::Nested, &container}},
                       {u"priority"_s, {25, Type::Number}},
                       {u"overhead"_s, {32, Type::QuantityMap}},
                       {u"resources"_s, {40, Type::Nested, &resources}}}};
const Message podCondition{{{u"type"_s, {1}},
                            {u"status"_s, {2}},
                            {u"lastProbeTime"_s, {3, Type::Time}},
                            {u"lastTransitionTime"_s, {4, Type::Time}},
                            {u"reason"_s, {5}},
                            {u"message"_s, {6}}}};
const Message containerStatus{{{u"name"_s, {1}},
                               {u"ready"_s, {4, Type::Bool}},
                               {u"restartCount"_s, {5, Type::Number}},
                               {u"image"_s, {6}},
                               {u"allocatedResources"_s, {10, Type::QuantityMap}},
                               {u"resources"_s, {11, Type::Nested, &resources}}}};
const Message podStatus{{{u"phase"_s, {1}},
                         {u"conditions"_s, {2, Type::Nested, &podCondition}},
                         {u"message"_s, {3}},
                         {u"reason"_s, {4}},
                         {u"hostIP"_s, {5}},
                         {u"podIP"_s, {6}},
                         {u"startTime"_s, {7, Type::Time}},
                         {u"containerStatuses"_s, {8, Type::Nested, &containerStatus}},
                         {u"initContainerStatuses"_s, {10, Type::Nested, &containerStatus}},
                         {u"allocatedResources"_s, {19, Type::QuantityMap}},
                         {u"resources"_s, {20, Type::Nested, &resources}}}};
const Message podMessage{{{u"metadata"_s, {1, Type::Nested, &objectMeta}},
                          {u"spec"_s, {2, Type::Nested, &podSpec}},
                          {u"status"_s, {3, Type::Nested, &podStatus}}}};

const Message statusDetails{
    {{u"name"_s, {1}}, {u"group"_s, {2}}, {u"kind"_s, {3}}, {u"retryAfterSeconds"_s, {5, Type::Number}}}};
const Message statusMessage{{{u"status"_s, {2}},
                             {u"message"_s, {3}},
                             {u"reason"_s, {4}},
                             {u"details"_s, {5, Type::Nested, &statusDetails}},
                             {u"code"_s, {6, Type::Number}}}};

std::string encode(const Message &message, const QJsonObject &object);

std::string textField(unsigned number, const std::string &text)
{
    std::string bytes;
    protozero::pbf_writer(bytes).add_string(number, text);
    return bytes;
}

void writeMap(protozero::pbf_writer &writer, const Field &field, const QJsonObject &map)
{
    for (auto it = map.begin(); it != map.end(); ++it) {
        const std::string value = it->toString().toStdString();
        std::string entry = textField(1, it.key().toStdString());
        entry += textField(2, field.type == Type::QuantityMap ? textField(1, value) : value);
        writer.add_message(field.number, entry);
    }
}

void writeValue(protozero::pbf_writer &writer, const Field &field, const QJsonValue &value)
{
    switch (field.type) {
    case Type::Text:
        writer.add_string(field.number, value.toString().toStdString());
        break;
    case Type::Number:
        writer.add_int64(field.number, value.toInteger());
        break;
    case Type::Bool:
        writer.add_bool(field.number, value.toBool());
        break;
    case Type::Time: {
        std::string time;
        protozero::pbf_writer(time).add_int64(1,
                                              QDateTime::fromString(value.toString(), Qt::ISODate).toSecsSinceEpoch());
        writer.add_message(field.number, time);
        break;
    }
    case Type::TextMap:
    case Type::QuantityMap:
        writeMap(writer, field, value.toObject());
        break;
    case Type::Nested:
        writer.add_message(field.number, encode(*field.message, value.toObject()));
        break;
    }
}

std::string encode(const Message &message, const QJsonObject &object)
{
    std::string bytes;
    protozero::pbf_writer writer(bytes);
    for (auto it = object.begin(); it != object.end(); ++it) {
        const Field field = message.fields.value(it.key());
        if (field.number == 0 || it->isNull())
            continue;
        if (!it->isArray()) {
            writeValue(writer, field, *it);
            continue;
        }
        for (const QJsonValue &item : it->toArray())
            writeValue(writer, field, item);
    }
    return bytes;
}

} // namespace

QJsonObject object(QByteArray text)
{
    const auto document = QJsonDocument::fromJson(text.replace('\'', '"'));
    if (!document.isObject())
        qFatal("not JSON: %s", text.constData());
    return document.object();
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray protobuf(Kind kind, const QJsonObject &object)
{
    return QByteArray::fromStdString(encode(kind == Kind::Node ? nodeMessage : podMessage, object));
}

QByteArray protobufStatus(const QJsonObject &status)
{
    return QByteArray::fromStdString(encode(statusMessage, status));
}

QByteArray protobufListMeta(const QByteArray &resourceVersion, const QByteArray &continueToken)
{
    return QByteArray::fromStdString(textField(2, resourceVersion.toStdString()) +
                                     textField(3, continueToken.toStdString()));
}

QByteArray enveloped(const QByteArray &message)
{
    const std::string typeMeta = textField(1, "v1") + textField(2, "Whatever");
    const std::string unknown =
        textField(1, typeMeta) + textField(2, message.toStdString()) + textField(3, "") + textField(4, "");
    return QByteArray("k8s\0", 4) + QByteArray::fromStdString(unknown);
}

QByteArray protobufEvent(const QByteArray &type, const QByteArray &message)
{
    const std::string rawExtension = textField(1, enveloped(message).toStdString());
    return QByteArray::fromStdString(textField(1, type.toStdString()) + textField(2, rawExtension));
}

QByteArray protobufFrame(const QByteArray &type, const QByteArray &message)
{
    return lengthPrefixed(protobufEvent(type, message));
}

QByteArray lengthPrefixed(const QByteArray &bytes)
{
    QByteArray length(4, '\0');
    qToBigEndian(quint32(bytes.size()), length.data());
    return length + bytes;
}

QByteArray jsonEvent(const QByteArray &type, const QJsonObject &object)
{
    return json({{u"type"_s, QString::fromLatin1(type)}, {u"object"_s, object}});
}

QByteArray jsonLine(const QByteArray &type, const QJsonObject &object)
{
    return jsonEvent(type, object) + '\n';
}

QByteArray protobufList(const QList<QByteArray> &messages, const QByteArray &resourceVersion,
                        const QByteArray &continueToken)
{
    std::string list = textField(1, protobufListMeta(resourceVersion, continueToken).toStdString());
    for (const QByteArray &message : messages)
        list += textField(2, message.toStdString());
    return enveloped(QByteArray::fromStdString(list));
}

QByteArray jsonList(const QList<QJsonObject> &items, const QByteArray &resourceVersion, const QByteArray &continueToken)
{
    QJsonArray array;
    for (const QJsonObject &item : items)
        array.append(item);
    QJsonObject metadata{{u"resourceVersion"_s, QString::fromLatin1(resourceVersion)}};
    if (!continueToken.isEmpty())
        metadata[u"continue"_s] = QString::fromLatin1(continueToken);
    return json({{u"kind"_s, u"List"_s}, {u"apiVersion"_s, u"v1"_s}, {u"metadata"_s, metadata}, {u"items"_s, array}});
}

QJsonObject node(const QString &name, const QString &resourceVersion, const QString &gpus)
{
    const QJsonObject metadata{
        {u"name"_s, name}, {u"uid"_s, u"uid-"_s + name}, {u"resourceVersion"_s, resourceVersion}};
    const QJsonObject capacity{{u"nvidia.com/gpu"_s, gpus}};
    return {{u"metadata"_s, metadata}, {u"status"_s, QJsonObject{{u"capacity"_s, capacity}}}};
}

QJsonObject bookmark(const QString &resourceVersion, bool isInitialEventsEnd)
{
    QJsonObject metadata{{u"resourceVersion"_s, resourceVersion}};
    if (isInitialEventsEnd)
        metadata[u"annotations"_s] = QJsonObject{{u"k8s.io/initial-events-end"_s, u"true"_s}};
    return {{u"metadata"_s, metadata}};
}

QJsonObject status(int code, const QString &reason, const QString &message)
{
    return {{u"kind"_s, u"Status"_s}, {u"apiVersion"_s, u"v1"_s}, {u"status"_s, u"Failure"_s},
            {u"message"_s, message},  {u"reason"_s, reason},      {u"code"_s, code}};
}

const QByteArray wholeNode = R"({
'kind': 'Node', 'apiVersion': 'v1',
'metadata': {'name': 'gpu-1', 'uid': '0c6', 'resourceVersion': '77', 'generation': 3,
  'creationTimestamp': '2026-01-02T03:04:05Z', 'finalizers': ['x', 'y'],
  'labels': {'zone': 'b', 'nvidia.com/gpu.product': 'NVIDIA-L4', 'arch': ''},
  'annotations': {'a': 'b'}},
'spec': {'podCIDR': '10.0.0.0/24', 'providerID': 'aws:///i-1', 'unschedulable': true,
  'taints': [{'key': 'team', 'value': 'llm', 'effect': 'NoSchedule', 'timeAdded': '2026-01-02T03:04:05Z'},
             {'key': 'nvidia.com/gpu', 'effect': 'NoExecute'}]},
'status': {'capacity': {'cpu': '96', 'memory': '1Ki', 'nvidia.com/gpu': '8', 'zero.com/x': '0'},
  'allocatable': {'cpu': '95500m', 'nvidia.com/gpu': '7'}, 'phase': 'Running',
  'conditions': [{'type': 'Ready', 'status': 'False', 'reason': 'KubeletNotReady', 'message': 'runtime is down',
                  'lastHeartbeatTime': '2026-01-02T00:00:00Z', 'lastTransitionTime': '2026-01-02T03:04:06Z'},
                 {'type': 'DiskPressure', 'status': 'Unknown'}],
  'addresses': [{'type': 'Hostname', 'address': 'gpu-1'}, {'type': 'InternalIP', 'address': '10.0.0.1'},
                {'type': 'InternalIP', 'address': 'fd00::1'}, {'type': 'ExternalIP', 'address': '192.0.2.1'}],
  'nodeInfo': {'machineID': 'm', 'kernelVersion': '6.1', 'kubeletVersion': 'v1.36.3', 'operatingSystem': 'linux',
               'architecture': 'arm64'}}})";

const QByteArray wholePod = R"({
'metadata': {'name': 'train-0', 'namespace': 'llm', 'uid': '9f', 'resourceVersion': '123',
  'creationTimestamp': '2026-01-02T03:04:05Z', 'deletionTimestamp': '2026-01-02T04:00:00Z',
  'deletionGracePeriodSeconds': 30, 'labels': {'owner': 'bob', 'user': 'ada', 'app': 'x'},
  'ownerReferences': [{'kind': 'Other', 'name': 'first', 'uid': 'o1', 'apiVersion': 'v1'},
                      {'kind': 'Job', 'name': 'train', 'uid': 'o2', 'apiVersion': 'batch/v1', 'controller': true}]},
'spec': {'nodeName': 'gpu-1', 'schedulerName': 'default-scheduler', 'priority': -5, 'hostNetwork': true,
  'nodeSelector': {'a': 'b'}, 'restartPolicy': 'Always', 'terminationGracePeriodSeconds': 30,
  'containers': [{'name': 'main', 'image': 'i', 'command': ['a', 'b'], 'stdin': true, 'restartPolicy': 'Always',
                  'resources': {'limits': {'cpu': '9'}, 'requests': {'cpu': '250m', 'nvidia.com/gpu': '2'}}}]},
'status': {'phase': 'Running', 'startTime': '2026-01-02T03:05:00Z', 'message': 'm', 'reason': 'r', 'hostIP': '1.2.3.4',
  'podIP': '5.6.7.8', 'conditions': [{'type': 'PodScheduled', 'status': 'True'}],
  'containerStatuses': [{'name': 'main', 'ready': true, 'restartCount': 3, 'image': 'i'}]}})";

} // namespace fairlead::tests
