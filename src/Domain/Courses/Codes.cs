namespace Sammenhaeng.Domain.Courses;

/// <summary>State of an area's plan, as the course document names it.</summary>
public enum PlanStatus : byte { Draft, Active, UnderReview, Completed, Cancelled, Replaced }

/// <summary>How guarded a plan's content is.</summary>
public enum Sensitivity : byte { Normal, Health, StrictlyPrivate }

public enum GoalDirection : byte { Develop, Increase, Maintain, LimitLoss, Limit, Compensate }

public enum GoalOrigin : byte { Citizen, Professional, Joint }

public enum GoalStatus : byte { Active, Achieved, Abandoned }

public enum InterventionStatus : byte { Planned, Active, Completed, Cancelled }

public enum RequirementStrength : byte { Required, Recommended }

public enum RestrictionKind : byte { MaxWeeklyHours, BlockedDemand, BlockedWindow }

public enum AppointmentMode : byte { InPerson, HomeVisit, Phone, Video }

public enum AppointmentStatus : byte { Booked, Held, Missed, Cancelled }

public enum CoordinatorKind : byte { None, Main, Deputy }

public enum PortalAccess : byte { None, Calendar, CalendarAndGoals, Full }

/// <summary>Protection of name and address (CPR-loven § 28), or of a threatened person.</summary>
public enum Protection : byte { None, NameAndAddress, Threat }

public enum ConsentKind : byte { ProceduralSocialLaw, GdprConsent, HealthDisclosure, PlanReplacement, PortalAccess }

/// <summary>On what ground a plan is shared with another area.</summary>
public enum ShareGround : byte { Consent, StatutoryDuty, EssentialImportance, Balancing }

public enum AssessmentScale : byte { Ffb, FsIII }

public enum MilestoneKind : byte { Formal, Internal }

public enum PowerOfAttorneyKind : byte { PowerOfAttorney, Guardianship, PartyRepresentative }

public enum ResidenceWeeks : byte { Even, Odd, Listed }

/// <summary>Days of a blocked window; bit 0 is Monday.</summary>
[Flags]
public enum Weekdays : byte { None = 0, Monday = 1, Tuesday = 2, Wednesday = 4, Thursday = 8, Friday = 16, Saturday = 32, Sunday = 64 }
