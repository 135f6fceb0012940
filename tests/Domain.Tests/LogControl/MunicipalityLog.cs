using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Tests.LogControl;

/// <summary>
/// Ninety days of a municipality with 300 members of staff: own cases, colleagues' cases, wrong citizens, busy days, some who always
/// work evenings; and thirty who look where they should not, five in each of six ways, each on one day.
/// </summary>
internal sealed class MunicipalityLog
{
    public const int Staff = 300, Days = 90, Snoopers = 30;

    private static readonly DateOnly First = new(2026, 6, 1);

    private readonly Random _random;
    private readonly List<UserId> _staff = [.. Enumerable.Range(0, Staff).Select(_ => UserId.New())];
    private readonly List<List<CitizenId>> _own = [];
    private readonly List<CitizenId> _others = [.. Enumerable.Range(0, 3000).Select(_ => CitizenId.New())];
    private readonly List<CitizenId> _records = [.. Enumerable.Range(0, Staff).Select(_ => CitizenId.New())];
    private readonly List<CitizenId> _households = [.. Enumerable.Range(0, Staff).Select(_ => CitizenId.New())];
    private readonly Dictionary<(UserId, CitizenId), DateOnly> _lastExplained = [];
    private readonly Dictionary<UserId, List<(DateOnly Day, int Citizens, int Outside)>> _worked = [];
    private readonly Dictionary<DateOnly, List<Action<DateOnly>>> _plans = [];
    private readonly CitizenId _known = CitizenId.New();
    private List<LoggedAccess> _today = [];

    public MunicipalityLog(int seed)
    {
        _random = new Random(seed);
        _own.AddRange(Enumerable.Range(0, Staff).Select(_ => Enumerable.Range(0, 35).Select(_ => CitizenId.New()).ToList()));
        Plan();
    }

    /// <summary>Who looked where they should not, and on which day.</summary>
    public List<(UserId User, DateOnly Day, string Way)> Planted { get; } = [];

    public long StaffDays { get; private set; }

    public IEnumerable<ControlDay> Run()
    {
        var kin = _staff.SelectMany((user, i) => new[] { (_records[i], (user, Kinship.Self)), (_households[i], (user, Kinship.Household)) })
            .ToLookup(one => one.Item1, one => one.Item2);
        for (var i = 0; i < Days; i++)
        {
            var day = First.AddDays(i);
            _today = [];
            for (var who = 0; who < Staff; who++)
            {
                Work(who, day);
            }
            foreach (var plan in _plans.GetValueOrDefault(day) ?? [])
            {
                plan(day);
            }
            StaffDays += _today.Select(access => access.User).Distinct().Count();
            var seen = new ControlDay
            {
                Day = day,
                Accesses = [.. _today.OrderBy(access => access.At)],
                Usual = _staff.ToDictionary(user => user, user => UsualOf(user, day)),
                Kin = kin,
                LastExplained = _lastExplained,
            };
            yield return seen;
            Remember(seen);
        }
    }

    private void Work(int who, DateOnly day)
    {
        var isEvenings = who % 15 == 0;
        if (!Workdays.Is(day) && !(isEvenings && _random.Next(3) == 0) && _random.Next(60) != 0)
        {
            return;
        }
        var busy = _random.Next(25) == 0 ? 2 : 1;
        for (var i = 4 + _random.Next(8 * busy); i > 0; i--)
        {
            var at = day.ToDateTime(new TimeOnly(isEvenings ? 12 + _random.Next(10) : 7 + _random.Next(9), _random.Next(60)));
            Look(who, _own[who][_random.Next(35)], at, explained: true, acts: _random.Next(3) == 0);
        }
        // For a colleague who is away, by telephone, or the wrong one of two with the same name.
        while (_random.Next(4) == 0)
        {
            Look(who, _others[_random.Next(_others.Count)], day.ToDateTime(new TimeOnly(8 + _random.Next(7), _random.Next(60))), false, _random.Next(2) == 0);
        }
        if (_random.Next(40) == 0)
        {
            for (var tries = 1 + _random.Next(2); tries > 0; tries--)
            {
                Add(who, null, day.ToDateTime(new TimeOnly(9, _random.Next(60))), AccessKind.NumberWithoutHit, false);
            }
        }
    }

    private void Plan()
    {
        var order = Enumerable.Range(1, Staff - 1).Where(who => who % 15 != 0).OrderBy(_ => _random.Next()).Take(Snoopers).ToList();
        for (var i = 0; i < Snoopers; i++)
        {
            var (who, way) = (order[i], i % 6);
            // The well-known citizen is looked at by five on the same day, which is what gives them away.
            var day = First.AddDays(way == 3 ? 64 : 35 + _random.Next(54));
            while (!Workdays.Is(day))
            {
                day = day.AddDays(1);
            }
            Planted.Add((_staff[who], day, $"way {way}"));
            Action<DateOnly> act = way switch
            {
                0 => on => Look(who, _random.Next(2) == 0 ? _records[who] : _households[who], At(on, 11), false, false),
                1 => on => Look(who, _records[(who + 1) % Staff], At(on, 14), false, false),
                2 => on => Browse(who, on, 13, 24 + _random.Next(20)),
                3 => on => Look(who, _known, At(on, 9 + _random.Next(6)), false, false),
                4 => on => Browse(who, on, 22, 2),
                _ => on => Probe(who, on),
            };
            (_plans.TryGetValue(day, out var plans) ? plans : _plans[day] = []).Add(act);
        }
    }

    private void Browse(int who, DateOnly day, int hour, int citizens)
    {
        for (var i = 0; i < citizens; i++)
        {
            Look(who, _others[_random.Next(_others.Count)], At(day, hour), false, false);
        }
    }

    private void Probe(int who, DateOnly day)
    {
        var start = At(day, 10);
        for (var i = 0; i < 7; i++)
        {
            Add(who, null, start.AddSeconds(60 * i), AccessKind.NumberWithoutHit, false);
        }
    }

    private DateTime At(DateOnly day, int hour) => day.ToDateTime(new TimeOnly(hour, _random.Next(60)));

    private void Look(int who, CitizenId citizen, DateTime at, bool explained, bool acts)
    {
        Add(who, citizen, at, AccessKind.Look, explained);
        if (acts)
        {
            Add(who, citizen, at.AddMinutes(3), AccessKind.Act, explained);
        }
    }

    private void Add(int who, CitizenId? citizen, DateTime at, AccessKind kind, bool explained) =>
        _today.Add(new LoggedAccess(Guid.NewGuid(), at, _staff[who], citizen, kind, explained));

    private UsualWork UsualOf(UserId user, DateOnly day)
    {
        var lately = (_worked.GetValueOrDefault(user) ?? []).Where(one => one.Day >= day.AddDays(-30)).ToList();
        if (lately.Count == 0)
        {
            return new UsualWork(0, 0, 0);
        }
        var counts = lately.Select(one => one.Citizens).Order().ToList();
        return new UsualWork(counts[counts.Count / 2], counts.Count, lately.Sum(one => one.Outside) / (double)lately.Sum(one => one.Citizens));
    }

    private void Remember(ControlDay day)
    {
        foreach (var seen in day.ByUser)
        {
            var looks = seen.Where(access => access is { Kind: AccessKind.Look, Citizen: not null }).DistinctBy(access => access.Citizen).ToList();
            if (looks.Count > 0)
            {
                (_worked.TryGetValue(seen.Key, out var worked) ? worked : _worked[seen.Key] = []).Add(
                    (day.Day, looks.Count, looks.Count(access => WorkingHours.IsOutside(access.At))));
            }
            foreach (var access in looks.Where(access => access.IsExplained))
            {
                _lastExplained[(seen.Key, access.Citizen!.Value)] = day.Day;
            }
        }
    }
}
