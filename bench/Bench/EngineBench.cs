using System.Globalization;
using System.Numerics;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Bench;

/// <summary>
/// All rules over 1,024 courses, loaded and sorted, 1 to 8 plans and 1 to 40 items each, on one core: courses a second, and bytes allocated
/// where nothing is found. A course is judged when it has just been made ready, as a sweep and a check do; making it ready (sorting rows that
/// are sorted, linking, local times) is told beside it. Time is the processor's, so that others on the machine take less from the figure. What
/// they take all the same, a loop of fixed work shows that runs between: the tenth of the rounds in which it was quickest is told apart.
/// </summary>
internal static class EngineBench
{
    /// <summary>Rounds over all courses that count, a few milliseconds each.</summary>
    private const int Rounds = 2_000;

    /// <summary>Rounds before those that count, while the code is still being compiled for speed.</summary>
    private const int Warming = 2_000;

    /// <summary>Courses whose time is taken together: enough that taking it does not count.</summary>
    private const int Few = 16;

    private static ulong _turned = 1;

    private static readonly DateOnly Day = new(2026, 10, 5);

    public static void Run(int citizens)
    {
        var courses = Load(citizens);
        var engine = new ConflictEngine();
        var reference = SeedReference.Snapshot;
        var clean = courses.Where(course => engine.Judge(course.Build(Day, reference)).Count == 0).ToList();
        var found = courses.Average(course => engine.Judge(course.Build(Day, reference)).Count);
        var (judge, ready, quick) = (new List<double>(), new List<double>(), new List<(double Loop, double Judged)>());
        for (var round = -Warming; round < Rounds; round++)
        {
            var (judging, building, looping) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
            foreach (var group in courses.Chunk(Few))
            {
                building += Time(group, course => course.Build(Day, reference));
                judging += Time(group, course => engine.Judge(course.Ready(Day, reference)));
                looping += Time(group, _ => Loop());
            }
            var (judged, built) = (courses.Count / judging.TotalSeconds, courses.Count / building.TotalSeconds);
            if (round >= 0)
            {
                judge.Add(judged);
                ready.Add(built);
                quick.Add((looping.TotalSeconds, judged));
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"engine     {courses.Count:N0} courses, {Rows(courses):0.0} rows each, {found:0.0} findings each, {clean.Count * 100.0 / courses.Count:0} % without any; {ConflictEngine.AllRules.Count} rules"));
        Report("judged", judge);
        Report("undisturbed", [.. quick.OrderBy(round => round.Loop).Take(Rounds / 10).Select(round => round.Judged)]);
        Report("made ready", ready);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated for {clean.Count:N0} courses without findings: {Allocated(clean, engine, reference):N0} bytes"));
    }

    private static List<CourseBuilder> Load(int citizens)
    {
        using var documents = new MemoryStream();
        new Population(citizens, isEven: true).Write(documents);
        var reader = new CourseDocumentReader(SeedReference.Snapshot);
        var merges = new Dictionary<string, CourseMerge>(StringComparer.Ordinal);
        var rest = documents.GetBuffer().AsSpan(0, (int)documents.Length);
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            var document = reader.Read(rest[..end]).Document ?? throw new InvalidOperationException("The population is not valid.");
            var cpr = document.Citizen.Cpr.Digits;
            (merges.TryGetValue(cpr, out var merge) ? merge : merges[cpr] = new CourseMerge()).Add(document, out _);
            rest = rest[(end + 1)..];
        }
        return [.. merges.Values.Select(merge =>
        {
            var course = new CourseBuilder();
            merge.Fill(course);
            return course;
        })];
    }

    private static TimeSpan Time(CourseBuilder[] courses, Action<CourseBuilder> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        foreach (var course in courses)
        {
            work(course);
        }
        return Environment.CpuUsage.TotalTime - before;
    }

    /// <summary>The same work each time, which needs the core alone and no memory; about a microsecond.</summary>
    private static void Loop()
    {
        for (var i = 0; i < 400; i++)
        {
            _turned = BitOperations.RotateLeft(_turned * 0x9E3779B97F4A7C15, 29) ^ (ulong)i;
        }
    }

    private static long Allocated(List<CourseBuilder> clean, ConflictEngine engine, ReferenceSnapshot reference)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var course in clean)
        {
            engine.Judge(course.Ready(Day, reference));
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Rows(List<CourseBuilder> courses) => courses.Average(course =>
        course.Plans.Count + course.Goals.Count + course.Interventions.Count + course.Appointments.Count + course.Contacts.Count
        + course.Restrictions.Count + course.Consents.Count + course.Assessments.Count + course.Milestones.Count + course.Network.Count);

    /// <summary>The tenths tell how much of the spread is the machine's: its memory is shared with others.</summary>
    private static void Report(string what, List<double> rates)
    {
        rates.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {what,-11} {rates[rates.Count / 2]:N0}/s (slowest tenth under {rates[rates.Count / 10]:N0}, fastest tenth above {rates[rates.Count * 9 / 10]:N0}, {rates.Count:N0} rounds)"));
    }
}
