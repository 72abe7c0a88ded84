<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>NodeFacts</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other check(s) without a problem</source>
        <translation>
            <numerusform>%n other check without a problem</numerusform>
            <numerusform>%n other checks without a problem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) of %1 unhealthy.</source>
        <translation>
            <numerusform>%n device of %1 unhealthy.</numerusform>
            <numerusform>%n devices of %1 unhealthy.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingFacts</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message numerus="yes">
        <source>and %n more problem(s)</source>
        <translation>
            <numerusform>and %n more problem</numerusform>
            <numerusform>and %n more problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n context(s); none is open yet</source>
        <translation>
            <numerusform>%n context; it is not open yet</numerusform>
            <numerusform>%n contexts; none is open yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::HoldingsModel</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of all %n node(s)</source>
        <translation>
            <numerusform>of the %n node</numerusform>
            <numerusform>of all %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of the %n node(s) that match</source>
        <translation>
            <numerusform>of the %n node that matches</numerusform>
            <numerusform>of the %n nodes that match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::NodeGroups</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more kind(s)</source>
        <translation>
            <numerusform>%n more kind</numerusform>
            <numerusform>%n more kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::ProductDetailsModel</name>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s)</source>
        <translation>
            <numerusform>%n pod</numerusform>
            <numerusform>%n pods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n node(s)</source>
        <translation>
            <numerusform>on %n node</numerusform>
            <numerusform>on %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These leave out %n cluster(s) whose pods cannot be listed, with %1 of them.</source>
        <translation>
            <numerusform>These leave out %n cluster whose pods cannot be listed, with %1 of them.</numerusform>
            <numerusform>These leave out %n clusters whose pods cannot be listed, with %1 of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::ProductTotalsModel</name>
    <message numerus="yes">
        <source>free unknown in %n cluster(s)</source>
        <translation>
            <numerusform>free unknown in %n cluster</numerusform>
            <numerusform>free unknown in %n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::WaitingModel</name>
    <message numerus="yes">
        <source>%n pod(s)</source>
        <translation>
            <numerusform>%n pod</numerusform>
            <numerusform>%n pods</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ClustersPane</name>
    <message numerus="yes">
        <source>and %n more problem(s) in kubeconfigs</source>
        <translation>
            <numerusform>and %n more problem in kubeconfigs</numerusform>
            <numerusform>and %n more problems in kubeconfigs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ContextStates</name>
    <message numerus="yes">
        <source>need(s) login</source>
        <translation>
            <numerusform>needs login</numerusform>
            <numerusform>need login</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::GpusPane</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Totals leave out %n context(s): %1</source>
        <translation>
            <numerusform>Totals leave out %n context: %1</numerusform>
            <numerusform>Totals leave out %n contexts: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connecting to %n context(s)…</source>
        <translation>
            <numerusform>Connecting to %n context…</numerusform>
            <numerusform>Connecting to %n contexts…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Totals of %n cluster(s)</source>
        <translation>
            <numerusform>Totals of %n cluster</numerusform>
            <numerusform>Totals of %n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other context(s) still connecting.</source>
        <translation>
            <numerusform>%n other context still connecting.</numerusform>
            <numerusform>%n other contexts still connecting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nodes may not be listed in %n cluster(s)</source>
        <translation>
            <numerusform>Nodes may not be listed in %n cluster</numerusform>
            <numerusform>Nodes may not be listed in %n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n context(s) need a login</source>
        <translation>
            <numerusform>%n context needs a login</numerusform>
            <numerusform>%n contexts need a login</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::GpusViews</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s) counted</source>
        <translation>
            <numerusform>%n cluster counted</numerusform>
            <numerusform>%n clusters counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with insecure TLS</source>
        <translation>
            <numerusform>%n with insecure TLS</numerusform>
            <numerusform>%n with insecure TLS</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cluster(s) counted</source>
        <translation>
            <numerusform>%1 of %n cluster counted</numerusform>
            <numerusform>%1 of %n clusters counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more without accelerators</source>
        <translation>
            <numerusform>%n more without accelerators</numerusform>
            <numerusform>%n more without accelerators</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::MatrixView</name>
    <message numerus="yes">
        <source>%n node(s). The arrow keys go from one to the next; the button Table shows the same in words.</source>
        <translation>
            <numerusform>%n node. The button Table shows the same in words.</numerusform>
            <numerusform>%n nodes. The arrow keys go from one to the next; the button Table shows the same in words.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::NodesPanel</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s)</source>
        <translation>
            <numerusform>%1 of %n node</numerusform>
            <numerusform>%1 of %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::OpenBar</name>
    <message numerus="yes">
        <source>%n context(s)</source>
        <translation>
            <numerusform>%n context</numerusform>
            <numerusform>%n contexts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n context(s)? Each gets requests from then on.</source>
        <translation>
            <numerusform>Open %n context? It gets requests from then on.</numerusform>
            <numerusform>Open %n contexts? Each gets requests from then on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ProductInspector</name>
    <message numerus="yes">
        <source>and %n more node(s)</source>
        <translation>
            <numerusform>and %n more node</numerusform>
            <numerusform>and %n more nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ScopeBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ViewForm</name>
    <message numerus="yes">
        <source>with the %n open context(s)</source>
        <translation>
            <numerusform>with the %n open context</numerusform>
            <numerusform>with the %n open contexts</numerusform>
        </translation>
    </message>
</context>
</TS>
