using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>Appointments and agreements.</summary>
internal static class AppointmentBindings
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static void Bind(FieldBinder fields)
    {
        BindAppointments(fields);
        BindInvitations(fields);
        BindAgreements(fields);
    }

    /// <summary>A network person by id or <c>source:id</c>, or the citizen.</summary>
    public static void ReferToPerson(DocumentRows rows, string text)
    {
        if (text != References.Citizen)
        {
            rows.References.Refer(ReferenceTarget.Network, text, mayNameOthers: true);
        }
    }

    private static ref AppointmentItem Appointment(DocumentRows rows) => ref rows.Items.Appointments[rows.Items.Appointments.Count - 1];

    private static ref AgreementItem Agreement(DocumentRows rows) => ref rows.Items.Agreements[rows.Items.Agreements.Count - 1];

    private static void BindAppointments(FieldBinder fields)
    {
        fields.Object("/appointments/*", static rows => rows.Items.Appointments.Add(), static (rows, _) => CheckTimes(rows));
        fields.Name("/appointments/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Appointments, id);
            Appointment(rows).Key = new ItemKey("", id);
        });
        fields.Text("/appointments/*/plan", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Plan, id);
            Appointment(rows).PlanId = id;
        });
        fields.Name("/appointments/*/title", static (rows, text) => Appointment(rows).Title = text);
        fields.Instant("/appointments/*/start", static (rows, at) => Appointment(rows).Start = at);
        fields.Instant("/appointments/*/end", static (rows, at) => Appointment(rows).End = at);
        fields.Choice<AppointmentMode>("/appointments/*/mode", static (rows, mode) => Appointment(rows).Mode = mode);
        fields.Text("/appointments/*/place", static (rows, text) => Appointment(rows).Place = text);
        fields.Flag("/appointments/*/mandatory", static (rows, flag) => Appointment(rows).Mandatory = flag);
        fields.Flag("/appointments/*/leisure", static (rows, flag) => Appointment(rows).Leisure = flag);
        fields.Choice<AppointmentStatus>("/appointments/*/status", static (rows, status) => Appointment(rows).Status = status);
        fields.Flag("/appointments/*/decision", static (rows, flag) => Appointment(rows).DecidesOnPlan = flag);
        fields.Flag("/appointments/*/needsSupport", static (rows, flag) => Appointment(rows).NeedsSupport = flag);
        fields.Name("/appointments/*/support", static (rows, text) =>
        {
            Appointment(rows).Support = text;
            Appointment(rows).HasSupport = !string.IsNullOrWhiteSpace(text);
        });
    }

    private static void BindInvitations(FieldBinder fields)
    {
        fields.Words("/appointments/*/invited", static (rows, words) => Appointment(rows).Invited = words);
        fields.Name("/appointments/*/invited/*", static (rows, text) =>
        {
            ReferToPerson(rows, text);
            rows.Words.Add(text);
        });
        fields.Words("/appointments/*/exemption", static (rows, words) => Appointment(rows).Exemption = words);
        fields.Name("/appointments/*/exemption/*", static (rows, text) =>
        {
            ReferToPerson(rows, text);
            rows.Words.Add(text);
        });
    }

    private static void CheckTimes(DocumentRows rows)
    {
        ref var appointment = ref Appointment(rows);
        if (appointment.Start == default || appointment.End == default)
        {
            return;
        }
        if (appointment.End <= appointment.Start)
        {
            rows.Errors.AddFor("end", DocumentErrorCodes.TimeOrder);
        }
        else if (appointment.End - appointment.Start > Longest)
        {
            rows.Errors.AddFor("end", DocumentErrorCodes.TimeTooLong);
        }
    }

    private static void BindAgreements(FieldBinder fields)
    {
        fields.Object("/agreements/*", static rows => rows.Items.Agreements.Add());
        fields.Name("/agreements/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Agreements, id);
            Agreement(rows).Key = new ItemKey("", id);
        });
        fields.Name("/agreements/*/text", static (rows, text) => Agreement(rows).Text = text);
        fields.Text("/agreements/*/owner", static (rows, id) =>
        {
            if (id != References.Citizen)
            {
                // What is agreed here is taken on by whoever was there, also where another area's system tells of them.
                rows.References.Refer(ReferenceTarget.Contact | ReferenceTarget.Network, id, mayNameOthers: rows.IsWrittenHere);
            }
            Agreement(rows).Owner = id;
        });
        fields.Date("/agreements/*/due", static (rows, date) => Agreement(rows).Due = date);
        fields.Flag("/agreements/*/done", static (rows, flag) => Agreement(rows).Done = flag);
    }
}
