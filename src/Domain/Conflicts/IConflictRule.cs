using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>
/// One way in which plans can clash: a pure function of one citizen's course and a day. Rules read spans, keep nothing,
/// and allocate nothing where they find nothing. A rule is one class in one file, with its texts in the .json beside it;
/// the engine finds it by scanning.
/// </summary>
public interface IConflictRule
{
    /// <summary>The stable key, such as <c>appointment.overlap</c>: in fingerprints, the database and the API.</summary>
    string Key { get; }

    void Find(in CitizenCourse course, ref Findings findings);
}
