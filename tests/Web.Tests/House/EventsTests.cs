using Sammenhaeng.Application;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>docs/events.md says what the code does.</summary>
public sealed class EventsTests
{
    private sealed record Row(string Event, string RaisedBy, bool ChangesCourse, string Listeners);

    private static readonly IReadOnlyList<Row> Page = [.. Repository.Read("docs", "events.md")
        .Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Replace("`", "", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => new Row(cells[1], cells[2], cells[4] == "yes", cells[5]))];

    private static readonly IReadOnlyList<Type> Events = [.. typeof(IDomainEvent).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IDomainEvent)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void Every_event_of_the_code_is_on_the_page_and_no_other() =>
        Assert.Equal(Events.Select(type => type.Name), Page.Select(row => row.Event));

    [Fact]
    public void The_page_says_who_raises_an_event()
    {
        // Aggregates make events; what is written as sets names them.
        var raised = Repository.Sources("src/Domain", "src/Infrastructure")
            .SelectMany(source => Events
                .Where(type => source.Text.Contains($"new {type.Name}(", StringComparison.Ordinal)
                    || source.Text.Contains($"'{type.Name}'", StringComparison.Ordinal)
                    || source.Text.Contains($"nameof({type.Name})", StringComparison.Ordinal))
                .Select(type => (type.Name, RaisedBy: Path.GetFileNameWithoutExtension(source.Path))))
            .GroupBy(one => one.Name, one => one.RaisedBy)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Order()));
        Assert.All(Page, row => Assert.Equal(row.RaisedBy, raised.GetValueOrDefault(row.Event)));
    }

    [Fact]
    public void The_page_says_which_events_change_the_course() => Assert.Equal(
        Events.Where(type => type.IsAssignableTo(typeof(IChangesCourse))).Select(type => type.Name),
        Page.Where(row => row.ChangesCourse).Select(row => row.Event));

    [Fact]
    public void The_page_says_who_listens()
    {
        var listeners =
            from type in typeof(ApplicationRegistration).Assembly.GetTypes()
            where type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }
            from heard in EventListenersRegistration.EventsOf(type)
            group type.Name by heard.Name;
        var byEvent = listeners.ToDictionary(group => group.Key, group => string.Join(", ", group.Order()));
        Assert.All(Page, row => Assert.Equal(row.Listeners, byEvent.GetValueOrDefault(row.Event, "")));
    }
}
