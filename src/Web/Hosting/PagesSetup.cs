using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Pages.Plans;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Hosting;

internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services, Cookies cookies)
    {
        services.AddScoped<Show>();
        services.AddScoped<StaffShell>();
        services.AddScoped<TimelineMaker>();
        // Danish letters as themselves, not as numbers.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(Classify).AddMvcOptions(mvc =>
        {
            mvc.ModelBinderProviders.Insert(0, new IdBinderProvider());
            mvc.Filters.Add<ShowWhatIsInvalid>();
            mvc.Filters.Add<ForgetCountedTasks>();
        });
        services.AddOptions<MvcOptions>().Configure<IStringLocalizer<Texts>>(Word);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = cookies.Antiforgery;
            options.Cookie.SecurePolicy = cookies.Policy;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "__form";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<CookieTempDataProvider>();
        services.AddSingleton<ITempDataProvider, QuietTempData>();
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = cookies.Message;
            options.Cookie.SecurePolicy = cookies.Policy;
        });
    }

    /// <summary>What cannot be read in a form is told in the language of the page.</summary>
    private static void Word(MvcOptions mvc, IStringLocalizer<Texts> texts)
    {
        var messages = mvc.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => texts["err.invalid", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["err.invalid", value]);
        messages.SetValueIsInvalidAccessor(value => texts["err.invalid", value]);
        messages.SetUnknownValueIsInvalidAccessor(_ => texts["err.missing"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["err.missing"]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["err.missing"]);
        messages.SetMissingBindRequiredValueAccessor(_ => texts["err.missing"]);
        messages.SetValueMustBeANumberAccessor(_ => texts["err.number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["err.number"]);
    }

    /// <summary>
    /// Who may come to which folder. A new folder is open to the staff who are signed in, until it stands here; that of private persons to
    /// them alone, for the two doors know nothing of each other.
    /// </summary>
    private static void Classify(RazorPagesOptions pages)
    {
        pages.Conventions.AddFolderApplicationModelConvention("/", page =>
        {
            // Pages for signing in and off are behind both doors, and a policy would read the cookie of one.
            if (!page.ViewEnginePath.StartsWith("/OwnCourse/", StringComparison.Ordinal) && !page.ViewEnginePath.StartsWith("/Session/", StringComparison.Ordinal))
            {
                page.EndpointMetadata.Add(new AuthorizeAttribute(Policies.SignedIn));
            }
        });
        pages.Conventions.AuthorizeFolder("/Citizens", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Plans", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Writing", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Proposals", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Meetings", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/SharedPlans", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/HolisticPlans", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/History", Policies.Caseworker);
        pages.Conventions.AuthorizePage("/WorkLists/MyLoad", Policies.Caseworker);
        pages.Conventions.AuthorizePage("/WorkLists/HandOver", Policies.Caseworker);
        pages.Conventions.AuthorizePage("/WorkLists/AreaLoad", Policies.Leader);
        pages.Conventions.AuthorizeFolder("/Coordination", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Consent", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Relatives", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/Operations", Policies.Administrator);
        pages.Conventions.AuthorizePage("/BreakGlass/Take", Policies.Caseworker);
        pages.Conventions.AuthorizeFolder("/DataProtection", Policies.DataProtection);
        pages.Conventions.AuthorizeFolder("/Insight", Policies.Leader);
        pages.Conventions.AuthorizeFolder("/OwnCourse", Policies.Private);
        // The same pages behind both doors; which one, the address tells.
        pages.Conventions.AddPageRoute("/Session/Start", Door.Private.SignIn);
        pages.Conventions.AddPageRoute("/Session/Trouble", Door.Private.SignIn + "/{problem:regex(^(fejl|ukendt|niveau)$)}");
        pages.Conventions.AddPageRoute("/Session/End", Door.Private.SignOut);
        pages.Conventions.AddPageRoute("/Session/Ended", Door.Private.SignedOut);
    }
}
