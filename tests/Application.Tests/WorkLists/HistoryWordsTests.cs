using System.Text.Json;
using Sammenhaeng.Application.History;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.WorkLists;

public sealed class HistoryWordsTests
{
    [Theory]
    [InlineData("goalDirection", typeof(GoalDirection))]
    [InlineData("goalOrigin", typeof(GoalOrigin))]
    [InlineData("goalStatus", typeof(GoalStatus))]
    [InlineData("planStatus", typeof(PlanStatus))]
    [InlineData("interventionStatus", typeof(InterventionStatus))]
    [InlineData("appointmentStatus", typeof(AppointmentStatus))]
    [InlineData("appointmentMode", typeof(AppointmentMode))]
    [InlineData("restrictionKind", typeof(RestrictionKind))]
    [InlineData("consentKind", typeof(ConsentKind))]
    [InlineData("milestoneKind", typeof(MilestoneKind))]
    [InlineData("powerOfAttorneyKind", typeof(PowerOfAttorneyKind))]
    [InlineData("portalAccess", typeof(PortalAccess))]
    [InlineData("protection", typeof(Protection))]
    [InlineData("shareGround", typeof(ShareGround))]
    [InlineData("coordinatorMandate", typeof(CoordinatorMandate))]
    [InlineData("assessmentScale", typeof(AssessmentScale))]
    public void Every_code_in_a_citizens_history_has_its_name(string kind, Type codes)
    {
        using var names = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Of("src", "Application", "Reference", "Seed", "code-names.json")));
        Assert.Contains(kind, HistoryWords.Kinds.Values);
        Assert.All(
            Enum.GetNames(codes).Select(name => codes == typeof(AssessmentScale) ? name.ToUpperInvariant() : char.ToLowerInvariant(name[0]) + name[1..]),
            code => Assert.True(names.RootElement.GetProperty(kind).TryGetProperty(code, out _), $"{kind}:{code}"));
    }
}
