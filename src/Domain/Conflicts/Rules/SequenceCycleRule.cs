using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Live interventions that wait for each other in a ring: the strongly connected components of the graph of requirements,
/// found in one pass (Tarjan), without recursion, as chains may be long.
/// </summary>
public sealed class SequenceCycleRule : IConflictRule
{
    private const int Few = 32;

    public string Key => "sequence.cycle";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (!HasEdge(course))
        {
            return;
        }
        var nodes = course.Interventions.Length;
        var rented = nodes > Few ? ArrayPool<int>.Shared.Rent(nodes * 5) : null;
        Span<int> space = rented is null ? stackalloc int[Few * 5] : rented;
        space = space[..(nodes * 5)];
        space.Clear();
        var search = new Search(space, nodes);
        for (var node = 0; node < nodes; node++)
        {
            if (course.Interventions[node].IsLive && course.Interventions[node].RequirementCount > 0 && !search.HasSeen(node))
            {
                FindFrom(node, course, ref search, ref findings);
            }
        }
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static bool HasEdge(in CitizenCourse course)
    {
        foreach (ref readonly var requirement in course.Requirements)
        {
            if (IsEdge(course, requirement))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsEdge(in CitizenCourse course, in RequirementItem requirement) =>
        requirement.Intervention >= 0 && requirement.Target >= 0
        && course.Interventions[requirement.Intervention].IsLive && course.Interventions[requirement.Target].IsLive;

    private void FindFrom(int start, in CitizenCourse course, ref Search search, ref Findings findings)
    {
        search.Enter(start);
        while (search.Current is var node && node >= 0)
        {
            ref readonly var intervention = ref course.Interventions[node];
            var next = search.NextEdge(node);
            if (next < intervention.RequirementCount)
            {
                ref readonly var requirement = ref course.Requirements[intervention.FirstRequirement + next];
                if (IsEdge(course, requirement))
                {
                    search.Follow(node, requirement.Target);
                }
                continue;
            }
            var component = search.Leave(node);
            if (component.Length > 1 || (component.Length == 1 && RequiresItself(course, component[0])))
            {
                findings.Add(Cycle(course, component));
            }
        }
    }

    private static bool RequiresItself(in CitizenCourse course, int node)
    {
        ref readonly var intervention = ref course.Interventions[node];
        foreach (ref readonly var requirement in course.Requirements.Slice(intervention.FirstRequirement, intervention.RequirementCount))
        {
            if (requirement.Target == node)
            {
                return true;
            }
        }
        return false;
    }

    private Finding Cycle(in CitizenCourse course, ReadOnlySpan<int> component)
    {
        // Interventions are sorted by id and source, so rows in order are subjects in order.
        var rows = component.ToArray();
        Array.Sort(rows);
        var subjects = new Subject[rows.Length];
        var waits = new List<string>();
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var intervention = ref course.Interventions[rows[i]];
            subjects[i] = Subject.Of(SubjectKind.Intervention, intervention.Key);
            var told = -1;
            foreach (ref readonly var requirement in course.Requirements.Slice(intervention.FirstRequirement, intervention.RequirementCount))
            {
                if (requirement.Target != told && Array.BinarySearch(rows, requirement.Target) >= 0)
                {
                    waits.Add(intervention.Key + ">" + course.Interventions[requirement.Target].Key);
                }
                told = requirement.Target;
            }
        }
        var evidence = rows.Length == 1
            ? Evidence.Of(("case", "itself"), ("waits", waits))
            : Evidence.Of(("count", rows.Length), ("waits", waits));
        return Finding.Between(Key, Severity.H, evidence, subjects);
    }

    /// <summary>The state of the search, all in one span; numbers begin at 1, so 0 is not yet seen.</summary>
    private ref struct Search(Span<int> space, int nodes)
    {
        private readonly Span<int> _number = space[..nodes];
        private readonly Span<int> _low = space.Slice(nodes, nodes);
        private readonly Span<int> _edge = space.Slice(2 * nodes, nodes);
        private readonly Span<int> _path = space.Slice(3 * nodes, nodes);
        private readonly Span<int> _open = space.Slice(4 * nodes, nodes);
        private int _seen;
        private int _depth;
        private int _openCount;

        public readonly int Current => _depth == 0 ? -1 : _path[_depth - 1];

        public readonly bool HasSeen(int node) => _number[node] != 0;

        public readonly int NextEdge(int node) => _edge[node]++;

        public void Enter(int node)
        {
            _number[node] = _low[node] = ++_seen;
            _path[_depth++] = node;
            _open[_openCount++] = node;
        }

        public void Follow(int node, int target)
        {
            if (_number[target] == 0)
            {
                Enter(target);
            }
            else if (_number[target] > 0)
            {
                _low[node] = Math.Min(_low[node], _number[target]);
            }
        }

        /// <summary>Goes back from a node; when it was the root of a component, gives the component's nodes.</summary>
        public ReadOnlySpan<int> Leave(int node)
        {
            _depth--;
            if (_depth > 0)
            {
                _low[Current] = Math.Min(_low[Current], _low[node]);
            }
            if (_low[node] != _number[node])
            {
                return [];
            }
            var end = _openCount;
            do
            {
                _number[_open[--_openCount]] = -1;
            }
            while (_open[_openCount] != node);
            return _open[_openCount..end];
        }
    }
}
