using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.WorkLists;

/// <summary>Where a task is done, and what it says.</summary>
internal static class TaskLook
{
    public static string Href(StaffTask task) => task.Kind switch
    {
        TaskKind.Conflict => $"/konflikter/{task.Id}",
        TaskKind.Ownerless when task.Which == "conflict" => $"/konflikter/{task.Id}",
        TaskKind.Coordinator => $"/koordinator/{task.Id}",
        TaskKind.LogControl => "/logkontrol",
        TaskKind.Emergency => "/akut-adgang/gennemgang",
        _ => $"/borgere/{task.CitizenId!.Value.Value}/{Page(task)}",
    };

    public static string Words(StaffTask task, IStringLocalizer<Texts> texts)
    {
        var words = task.Kind == TaskKind.Conflict || task is { Kind: TaskKind.Ownerless, Which: "conflict" }
            ? RuleText.Of(task.Words!).Title.In(Show.Language)
            : task.Words;
        return words is null ? texts["task.hidden." + Key(task)] : texts["task.does." + Key(task), words];
    }

    private static string Key(StaffTask task) => task.Kind is TaskKind.Ownerless or TaskKind.Coordinator ? $"{task.Kind}.{task.Which}" : task.Kind.ToString();

    private static string Page(StaffTask task) => task.Kind switch
    {
        TaskKind.Proposal => "forslag",
        TaskKind.Relative => "paaroerende",
        TaskKind.Consent => "samtykker",
        TaskKind.Ownerless when task.Which == "coordinator" => "koordinator",
        TaskKind.Ownerless when task.Which == "followUp" => "faelles",
        TaskKind.Ownerless or TaskKind.Agreement => "team#agreements",
        _ => "delplaner",
    };
}
