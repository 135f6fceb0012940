using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

/// <summary>
/// Which places of a course tell where somebody protected is: all of a protected citizen's, and the homes of protected people of the network.
/// Made over a course that has been built.
/// </summary>
/// <param name="course">The course.</param>
/// <param name="standing">Of a private person, who knows the own home; null for staff.</param>
/// <param name="saved">Of the course as it is kept, where this is one as a change would make it: what is not saved takes no protection away.</param>
internal sealed class ProtectedPlaces(CourseBuilder course, Standing? standing, ProtectedPlaces? saved)
{
    public bool Has(string place) => IsTold(place) || saved?.Has(place) == true;

    private bool IsTold(string place)
    {
        if (course.Citizen.Protection != Protection.None)
        {
            return true;
        }
        foreach (ref readonly var residence in course.Residences.Span)
        {
            if (residence.Place == place && residence.Party >= 0 && IsProtectedPerson(residence.Party) && !IsTheViewer(residence.Party))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Codes of all of them.</summary>
    public IReadOnlyList<string> All()
    {
        var places = new List<string>(saved?.All() ?? []);
        foreach (ref readonly var residence in course.Residences.Span)
        {
            Add(residence.Place);
        }
        Add(course.Citizen.HomePlace);
        foreach (ref readonly var one in course.Appointments.Span)
        {
            Add(one.EffectivePlace);
            Add(one.Place);
        }
        return places;

        void Add(string? place)
        {
            if (place is not null && Has(place))
            {
                places.Add(place);
            }
        }
    }

    private bool IsTheViewer(int person)
    {
        for (var row = course.Network[person].First; standing is not null && row >= 0; row = course.Network[row].Next)
        {
            if (standing.Rows.Contains(course.Network[row].Key.ToString()))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>One source may know of the protection and another of the home.</summary>
    private bool IsProtectedPerson(int person)
    {
        for (var row = course.Network[person].First; row >= 0; row = course.Network[row].Next)
        {
            if (course.Network[row].Protection != Protection.None)
            {
                return true;
            }
        }
        return false;
    }
}
