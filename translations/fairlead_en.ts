<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CleanUp</name>
    <message numerus="yes">
        <source>%Ln name(s) removed</source>
        <translation>
            <numerusform>%Ln name removed</numerusform>
            <numerusform>%Ln names removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln kept</source>
        <translation>
            <numerusform>%Ln kept</numerusform>
            <numerusform>%Ln kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln image(s) (%1) from %2?</source>
        <translation>
            <numerusform>Remove %Ln image (%1) from %2?</numerusform>
            <numerusform>Remove %Ln images (%1) from %2?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) removed, %1 freed.</source>
        <translation>
            <numerusform>%Ln image removed, %1 freed.</numerusform>
            <numerusform>%Ln images removed, %1 freed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) removed.</source>
        <translation>
            <numerusform>%Ln name removed.</numerusform>
            <numerusform>%Ln names removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln name(s) kept.</source>
        <translation>
            <numerusform>%Ln name kept.</numerusform>
            <numerusform>%Ln names kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not tried</source>
        <translation>
            <numerusform>%Ln not tried</numerusform>
            <numerusform>%Ln not tried</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln image(s) and build cache (%1) from %2?</source>
        <translation>
            <numerusform>Remove %Ln image and build cache (%1) from %2?</numerusform>
            <numerusform>Remove %Ln images and build cache (%1) from %2?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfigDetails</name>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln error</numerusform>
            <numerusform>%Ln errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln warning</numerusform>
            <numerusform>%Ln warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfigNotes</name>
    <message numerus="yes">
        <source>%Ln toleration(s)</source>
        <translation>
            <numerusform>%Ln toleration</numerusform>
            <numerusform>%Ln tolerations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s)</source>
        <translation>
            <numerusform>%Ln label</numerusform>
            <numerusform>%Ln labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln annotation(s)</source>
        <translation>
            <numerusform>%Ln annotation</numerusform>
            <numerusform>%Ln annotations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Docker</name>
    <message numerus="yes">
        <source>%Ln GPU(s)</source>
        <translation>
            <numerusform>%Ln GPU</numerusform>
            <numerusform>%Ln GPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s)</source>
        <translation>
            <numerusform>%Ln device</numerusform>
            <numerusform>%Ln devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GpusPane</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeFacts</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other check(s) without a problem</source>
        <translation>
            <numerusform>%Ln other check without a problem</numerusform>
            <numerusform>%Ln other checks without a problem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s) of %1 unhealthy.</source>
        <translation>
            <numerusform>%Ln device of %1 unhealthy.</numerusform>
            <numerusform>%Ln devices of %1 unhealthy.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PruneText</name>
    <message numerus="yes">
        <source>held by %Ln stopped containers: %1</source>
        <translation>
            <numerusform>held by %Ln stopped containers: %1</numerusform>
            <numerusform>held by %Ln stopped containers: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Build cache: %Ln record(s)</source>
        <translation>
            <numerusform>Build cache: %Ln record</numerusform>
            <numerusform>Build cache: %Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln smaller one(s)</source>
        <translation>
            <numerusform>and %Ln smaller one</numerusform>
            <numerusform>and %Ln smaller ones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) removed, %1 freed, layers of removed images among it</source>
        <translation>
            <numerusform>%Ln record removed, %1 freed, layers of removed images among it</numerusform>
            <numerusform>%Ln records removed, %1 freed, layers of removed images among it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) removed, %1 freed</source>
        <translation>
            <numerusform>%Ln record removed, %1 freed</numerusform>
            <numerusform>%Ln records removed, %1 freed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) kept: a build or an image has used them by now</source>
        <translation>
            <numerusform>%Ln record kept: a build or an image has used them by now</numerusform>
            <numerusform>%Ln records kept: a build or an image has used them by now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipeState</name>
    <message numerus="yes">
        <source>%Ln differ(s)</source>
        <translation>
            <numerusform>%Ln differs</numerusform>
            <numerusform>%Ln differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not compared</source>
        <translation>
            <numerusform>%Ln not compared</numerusform>
            <numerusform>%Ln not compared</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message numerus="yes">
        <source>, %Ln restarts</source>
        <translation>
            <numerusform>, %Ln restart</numerusform>
            <numerusform>, %Ln restarts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuntimeConfigsModel</name>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TestRuns</name>
    <message numerus="yes">
        <source>%Ln check(s) failed: %1</source>
        <translation>
            <numerusform>%Ln check failed: %1</numerusform>
            <numerusform>%Ln checks failed: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s): %1</source>
        <translation>
            <numerusform>%Ln warning: %1</numerusform>
            <numerusform>%Ln warnings: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln check(s) well</source>
        <translation>
            <numerusform>%Ln check well</numerusform>
            <numerusform>%Ln checks well</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextDiff</name>
    <message numerus="yes">
        <source>… %Ln line(s) as saved</source>
        <translation>
            <numerusform>… %Ln line as saved</numerusform>
            <numerusform>… %Ln lines as saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingFacts</name>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message numerus="yes">
        <source>and %Ln more problem(s)</source>
        <translation>
            <numerusform>and %Ln more problem</numerusform>
            <numerusform>and %Ln more problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln context(s); none is open yet</source>
        <translation>
            <numerusform>%Ln context; it is not open yet</numerusform>
            <numerusform>%Ln contexts; none is open yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used by %Ln container(s)</source>
        <translation>
            <numerusform>used by %Ln container</numerusform>
            <numerusform>used by %Ln containers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::console::ConfigConsole</name>
    <message numerus="yes">
        <source>%Ln with errors</source>
        <translation>
            <numerusform>%Ln with errors</numerusform>
            <numerusform>%Ln with errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::console::ImageConsole</name>
    <message numerus="yes">
        <source>%Ln out of date or failed</source>
        <translation>
            <numerusform>%Ln out of date or failed</numerusform>
            <numerusform>%Ln out of date or failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s) in Activity</source>
        <translation>
            <numerusform>%Ln job in Activity</numerusform>
            <numerusform>%Ln jobs in Activity</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is closed when %Ln job(s) on it have ended</source>
        <translation>
            <numerusform>%1 is closed when %Ln job on it has ended</numerusform>
            <numerusform>%1 is closed when %Ln jobs on it have ended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s) attention</source>
        <translation>
            <numerusform>%Ln needs attention</numerusform>
            <numerusform>%Ln need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s) of this order are under way already and not done twice</source>
        <translation>
            <numerusform>%Ln job of this order is under way already and not done twice</numerusform>
            <numerusform>%Ln jobs of this order are under way already and not done twice</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::console::QuitQuestion</name>
    <message numerus="yes">
        <source>Waiting until %Ln job(s) have stopped.</source>
        <translation>
            <numerusform>Waiting until %Ln job has stopped.</numerusform>
            <numerusform>Waiting until %Ln jobs have stopped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s) still run or wait. Quitting cancels them; what is built or pushed stays.</source>
        <translation>
            <numerusform>%Ln job still runs or waits. Quitting cancels it; what is built or pushed stays.</numerusform>
            <numerusform>%Ln jobs still run or wait. Quitting cancels them; what is built or pushed stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::console::RunConsole</name>
    <message numerus="yes">
        <source>%Ln under way</source>
        <translation>
            <numerusform>%Ln under way</numerusform>
            <numerusform>%Ln under way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::HoldingsModel</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of all %Ln node(s)</source>
        <translation>
            <numerusform>of the %Ln node</numerusform>
            <numerusform>of all %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of the %Ln node(s) that match</source>
        <translation>
            <numerusform>of the %Ln node that matches</numerusform>
            <numerusform>of the %Ln nodes that match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::NodeGroups</name>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s)</source>
        <translation>
            <numerusform>%Ln device</numerusform>
            <numerusform>%Ln devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more kind(s)</source>
        <translation>
            <numerusform>%Ln more kind</numerusform>
            <numerusform>%Ln more kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::ProductDetailsModel</name>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pod(s)</source>
        <translation>
            <numerusform>%Ln pod</numerusform>
            <numerusform>%Ln pods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %Ln node(s)</source>
        <translation>
            <numerusform>on %Ln node</numerusform>
            <numerusform>on %Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These leave out %Ln cluster(s) whose pods cannot be listed, with %1 of them.</source>
        <translation>
            <numerusform>These leave out %Ln cluster whose pods cannot be listed, with %1 of them.</numerusform>
            <numerusform>These leave out %Ln clusters whose pods cannot be listed, with %1 of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::ProductTotalsModel</name>
    <message numerus="yes">
        <source>free unknown in %Ln cluster(s)</source>
        <translation>
            <numerusform>free unknown in %Ln cluster</numerusform>
            <numerusform>free unknown in %Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s)</source>
        <translation>
            <numerusform>%Ln cluster</numerusform>
            <numerusform>%Ln clusters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::models::WaitingModel</name>
    <message numerus="yes">
        <source>none of %Ln pod(s)</source>
        <translation>
            <numerusform>none of %Ln pod</numerusform>
            <numerusform>none of %Ln pods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pod(s) want %1</source>
        <translation>
            <numerusform>%Ln pod wants %1</numerusform>
            <numerusform>%Ln pods want %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln pod(s): %2</source>
        <translation>
            <numerusform>%1 of %Ln pod: %2</numerusform>
            <numerusform>%1 of %Ln pods: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ActivityBar</name>
    <message numerus="yes">
        <source>Cancel %Ln activities? What they have done until now is lost.</source>
        <translation>
            <numerusform>Cancel %Ln activity? What it has done until now is lost.</numerusform>
            <numerusform>Cancel %Ln activities? What they have done until now is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln activities and their logs?</source>
        <translation>
            <numerusform>Remove %Ln activity and its log?</numerusform>
            <numerusform>Remove %Ln activities and their logs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove all %Ln ended activities and their logs?</source>
        <translation>
            <numerusform>Remove the one ended activity and its log?</numerusform>
            <numerusform>Remove all %Ln ended activities and their logs?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ApprovalDialog</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ClustersPane</name>
    <message numerus="yes">
        <source>and %Ln more problem(s) in kubeconfigs</source>
        <translation>
            <numerusform>and %Ln more problem in kubeconfigs</numerusform>
            <numerusform>and %Ln more problems in kubeconfigs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ConfigButtons</name>
    <message numerus="yes">
        <source>Test %Ln</source>
        <translation>
            <numerusform>Test %Ln</numerusform>
            <numerusform>Test %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ConfigFields</name>
    <message numerus="yes">
        <source>a node has %Ln of them at most</source>
        <translation>
            <numerusform>a node has %Ln of them at most</numerusform>
            <numerusform>a node has %Ln of them at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ConfigInspector</name>
    <message numerus="yes">
        <source>%Ln runtime config(s)</source>
        <translation>
            <numerusform>%Ln runtime config</numerusform>
            <numerusform>%Ln runtime configs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ConfigsPane</name>
    <message numerus="yes">
        <source>Imported: %Ln runtime config(s)</source>
        <translation>
            <numerusform>Imported: %Ln runtime config</numerusform>
            <numerusform>Imported: %Ln runtime configs</numerusform>
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
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more: %1</source>
        <translation>
            <numerusform>%Ln more: %1</numerusform>
            <numerusform>%Ln more: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::DockerPane</name>
    <message numerus="yes">
        <source>%Ln daemon(s)</source>
        <translation>
            <numerusform>%Ln daemon</numerusform>
            <numerusform>%Ln daemons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln container(s)</source>
        <translation>
            <numerusform>%Ln container</numerusform>
            <numerusform>%Ln containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln volume(s)</source>
        <translation>
            <numerusform>%Ln volume</numerusform>
            <numerusform>%Ln volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registry(ies)</source>
        <translation>
            <numerusform>%Ln registry</numerusform>
            <numerusform>%Ln registries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %Ln</source>
        <translation>
            <numerusform>Stop %Ln</numerusform>
            <numerusform>Stop %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln</source>
        <translation>
            <numerusform>Remove %Ln</numerusform>
            <numerusform>Remove %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %Ln container(s) on %1?</source>
        <translation>
            <numerusform>Stop %Ln container on %1?</numerusform>
            <numerusform>Stop %Ln containers on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln container(s) on %1, with what was written in them?</source>
        <translation>
            <numerusform>Remove %Ln container on %1, with what was written in them?</numerusform>
            <numerusform>Remove %Ln containers on %1, with what was written in them?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln image(s) from %1?</source>
        <translation>
            <numerusform>Remove %Ln image from %1?</numerusform>
            <numerusform>Remove %Ln images from %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln volume(s) of %1, with all that is in them?</source>
        <translation>
            <numerusform>Remove %Ln volume of %1, with all that is in them?</numerusform>
            <numerusform>Remove %Ln volumes of %1, with all that is in them?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them is/are running and will be killed: %1</source>
        <translation>
            <numerusform>%Ln of them is running and will be killed: %1</numerusform>
            <numerusform>%Ln of them are running and will be killed: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::DockerTables</name>
    <message numerus="yes">
        <source>%Ln daemon(s)</source>
        <translation>
            <numerusform>%Ln daemon</numerusform>
            <numerusform>%Ln daemons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln daemon(s)</source>
        <translation>
            <numerusform>%1 of %Ln daemon</numerusform>
            <numerusform>%1 of %Ln daemons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln container(s)</source>
        <translation>
            <numerusform>%Ln container</numerusform>
            <numerusform>%Ln containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln container(s)</source>
        <translation>
            <numerusform>%1 of %Ln container</numerusform>
            <numerusform>%1 of %Ln containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln image(s)</source>
        <translation>
            <numerusform>%1 of %Ln image</numerusform>
            <numerusform>%1 of %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln volume(s)</source>
        <translation>
            <numerusform>%Ln volume</numerusform>
            <numerusform>%Ln volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln volume(s)</source>
        <translation>
            <numerusform>%1 of %Ln volume</numerusform>
            <numerusform>%1 of %Ln volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registry(ies)</source>
        <translation>
            <numerusform>%Ln registry</numerusform>
            <numerusform>%Ln registries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln registry(ies)</source>
        <translation>
            <numerusform>%1 of %Ln registry</numerusform>
            <numerusform>%1 of %Ln registries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::FormFields</name>
    <message numerus="yes">
        <source>%Ln to look at</source>
        <translation>
            <numerusform>%Ln to look at</numerusform>
            <numerusform>%Ln to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::FormFoot</name>
    <message numerus="yes">
        <source>%Ln thing(s) to mend</source>
        <translation>
            <numerusform>%Ln thing to mend</numerusform>
            <numerusform>%Ln things to mend</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::GpusPane</name>
    <message numerus="yes">
        <source>Totals leave out %Ln context(s): %1</source>
        <translation>
            <numerusform>Totals leave out %Ln context: %1</numerusform>
            <numerusform>Totals leave out %Ln contexts: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connecting to %Ln context(s)…</source>
        <translation>
            <numerusform>Connecting to %Ln context…</numerusform>
            <numerusform>Connecting to %Ln contexts…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Totals of %Ln cluster(s)</source>
        <translation>
            <numerusform>Totals of %Ln cluster</numerusform>
            <numerusform>Totals of %Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other context(s) still connecting.</source>
        <translation>
            <numerusform>%Ln other context still connecting.</numerusform>
            <numerusform>%Ln other contexts still connecting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nodes may not be listed in %Ln cluster(s)</source>
        <translation>
            <numerusform>Nodes may not be listed in %Ln cluster</numerusform>
            <numerusform>Nodes may not be listed in %Ln clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln context(s) need a login</source>
        <translation>
            <numerusform>%Ln context needs a login</numerusform>
            <numerusform>%Ln contexts need a login</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ImagesTables</name>
    <message numerus="yes">
        <source>%Ln base image(s)</source>
        <translation>
            <numerusform>%Ln base image</numerusform>
            <numerusform>%Ln base images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln out of date</source>
        <translation>
            <numerusform>%Ln out of date</numerusform>
            <numerusform>%Ln out of date</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ImportView</name>
    <message numerus="yes">
        <source>%1: of %Ln field(s), </source>
        <translation>
            <numerusform>%1: of %Ln field, </numerusform>
            <numerusform>%1: of %Ln fields, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln object(s)</source>
        <translation>
            <numerusform>Import %Ln object</numerusform>
            <numerusform>Import %Ln objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::InsecureDaemonsMark</name>
    <message numerus="yes">
        <source>%Ln insecure daemon(s)</source>
        <translation>
            <numerusform>%Ln insecure daemon</numerusform>
            <numerusform>%Ln insecure daemons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::LogPanel</name>
    <message numerus="yes">
        <source>This expression takes too long on %Ln line(s), which count as no match. One without repeats within repeats looks through them, too.</source>
        <translation>
            <numerusform>This expression takes too long on 1 line, which counts as no match. One without repeats within repeats looks through it, too.</numerusform>
            <numerusform>This expression takes too long on %Ln lines, which count as no match. One without repeats within repeats looks through them, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::LogView</name>
    <message numerus="yes">
        <source>%Ln new line(s)</source>
        <translation>
            <numerusform>%Ln new line</numerusform>
            <numerusform>%Ln new lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln need(s) attention</source>
        <translation>
            <numerusform>%Ln needs attention</numerusform>
            <numerusform>%Ln need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cluster(s) counted</source>
        <translation>
            <numerusform>%Ln cluster counted</numerusform>
            <numerusform>%Ln clusters counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with insecure TLS</source>
        <translation>
            <numerusform>%Ln with insecure TLS</numerusform>
            <numerusform>%Ln with insecure TLS</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln cluster(s) counted</source>
        <translation>
            <numerusform>%1 of %Ln cluster counted</numerusform>
            <numerusform>%1 of %Ln clusters counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more without accelerators</source>
        <translation>
            <numerusform>%Ln more without accelerators</numerusform>
            <numerusform>%Ln more without accelerators</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::MatrixView</name>
    <message numerus="yes">
        <source>%Ln node(s). The arrow keys go from one to the next; the button Table shows the same in words.</source>
        <translation>
            <numerusform>%Ln node. The button Table shows the same in words.</numerusform>
            <numerusform>%Ln nodes. The arrow keys go from one to the next; the button Table shows the same in words.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::NodesPanel</name>
    <message numerus="yes">
        <source>%Ln node(s)</source>
        <translation>
            <numerusform>%Ln node</numerusform>
            <numerusform>%Ln nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln node(s)</source>
        <translation>
            <numerusform>%1 of %Ln node</numerusform>
            <numerusform>%1 of %Ln nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::Object</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::OpenBar</name>
    <message numerus="yes">
        <source>%Ln context(s)</source>
        <translation>
            <numerusform>%Ln context</numerusform>
            <numerusform>%Ln contexts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %Ln context(s)? Each gets requests from then on.</source>
        <translation>
            <numerusform>Open %Ln context? It gets requests from then on.</numerusform>
            <numerusform>Open %Ln contexts? Each gets requests from then on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::PeopleView</name>
    <message numerus="yes">
        <source>%Ln user(s)</source>
        <translation>
            <numerusform>%Ln user</numerusform>
            <numerusform>%Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln project</numerusform>
            <numerusform>%Ln projects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ProductInspector</name>
    <message numerus="yes">
        <source>and %Ln more node(s)</source>
        <translation>
            <numerusform>and %Ln more node</numerusform>
            <numerusform>and %Ln more nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::PruneView</name>
    <message numerus="yes">
        <source>Clean up %Ln daemon(s)</source>
        <translation>
            <numerusform>Clean up %Ln daemon</numerusform>
            <numerusform>Clean up %Ln daemons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of base images stay(s).</source>
        <translation>
            <numerusform>%Ln of base images stays.</numerusform>
            <numerusform>%Ln of base images stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln</source>
        <translation>
            <numerusform>Remove %Ln</numerusform>
            <numerusform>Remove %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::RecipeButtons</name>
    <message numerus="yes">
        <source>Build and push %Ln</source>
        <translation>
            <numerusform>Build and push %Ln</numerusform>
            <numerusform>Build and push %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Build %Ln</source>
        <translation>
            <numerusform>Build %Ln</numerusform>
            <numerusform>Build %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Push %Ln</source>
        <translation>
            <numerusform>Push %Ln</numerusform>
            <numerusform>Push %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::RecipeInspector</name>
    <message numerus="yes">
        <source>%Ln base image(s)</source>
        <translation>
            <numerusform>%Ln base image</numerusform>
            <numerusform>%Ln base images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::RunningBadge</name>
    <message numerus="yes">
        <source>▸ %Ln running</source>
        <translation>
            <numerusform>▸ %Ln running</numerusform>
            <numerusform>▸ %Ln running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln activities running</source>
        <translation>
            <numerusform>%Ln activity running</numerusform>
            <numerusform>%Ln activities running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::RunsPane</name>
    <message numerus="yes">
        <source>Remove %Ln left behind…</source>
        <translation>
            <numerusform>Remove %Ln left behind…</numerusform>
            <numerusform>Remove %Ln left behind…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs</source>
        <translation>
            <numerusform>%Ln run</numerusform>
            <numerusform>%Ln runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln runs that have ended?</source>
        <translation>
            <numerusform>Remove %Ln run that has ended?</numerusform>
            <numerusform>Remove %Ln runs that have ended?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %Ln runs?</source>
        <translation>
            <numerusform>Stop %Ln run?</numerusform>
            <numerusform>Stop %Ln runs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove what %Ln runs have left behind?</source>
        <translation>
            <numerusform>Remove what %Ln run has left behind?</numerusform>
            <numerusform>Remove what %Ln runs have left behind?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kill %Ln runs at once?</source>
        <translation>
            <numerusform>Kill %Ln run at once?</numerusform>
            <numerusform>Kill %Ln runs at once?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ScopeBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fairlead::ui::ViewForm</name>
    <message numerus="yes">
        <source>with the %Ln open context(s)</source>
        <translation>
            <numerusform>with the %Ln open context</numerusform>
            <numerusform>with the %Ln open contexts</numerusform>
        </translation>
    </message>
</context>
</TS>
