using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Infrastructure.Persistence.Configurations;

internal sealed class CitizenConfiguration : IEntityTypeConfiguration<Citizen>
{
    public void Configure(EntityTypeBuilder<Citizen> builder)
    {
        builder.HasKey(citizen => citizen.Id);
        builder.Property(citizen => citizen.Id).ValueGeneratedNever();
        builder.Property(citizen => citizen.Revision).IsConcurrencyToken().HasDefaultValue(1L);
        builder.Property(citizen => citizen.GivenName).HasMaxLength(100).UseCollation(SammenhaengDb.DanishNames);
        builder.Property(citizen => citizen.FamilyName).HasMaxLength(100).UseCollation(SammenhaengDb.DanishNames);
        builder.Property(citizen => citizen.Protection).HasDefaultValueSql("'none'");
        builder.Property(citizen => citizen.DigitalPostExempt).HasDefaultValue(false);
        builder.Property(citizen => citizen.CreatedAt).HasDefaultValueSql("now()");
        builder.Ignore(citizen => citizen.Name);
        builder.ComplexProperty(citizen => citizen.Limits, limits =>
        {
            limits.Property(one => one.InPersonPerWeek).HasColumnName("limits_in_person_per_week");
            limits.Property(one => one.InPersonPerDay).HasColumnName("limits_in_person_per_day");
            limits.Property(one => one.ActiveContacts).HasColumnName("limits_active_contacts");
            limits.Property(one => one.PrefersBundledDays).HasColumnName("limits_prefers_bundled_days");
        });

        builder.Property<byte[]>("CprCipher").IsRequired();
        builder.Property<byte[]>("CprIndex").IsRequired();
        builder.HasIndex("CprIndex").IsUnique();
        builder.HasIndex(citizen => new { citizen.FamilyName, citizen.GivenName });
    }
}
