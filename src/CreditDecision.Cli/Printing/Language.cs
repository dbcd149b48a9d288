using System.CommandLine;
using CreditDecision.V1;

namespace CreditDecision.Cli.Printing;

/// <summary>In which language texts for borrowers are shown.</summary>
internal enum Language
{
    En,
    Zh,
}

internal static class LanguageOption
{
    public static Option<Language> Create() => new("--lang")
    {
        Description = "Language of reasons and disclosures. Default: en.",
        HelpName = "zh|en",
        CustomParser = given =>
        {
            string text = given.Tokens.Single().Value;
            if (text is not ("zh" or "en")) given.AddError($"\"{text}\" is not a language: write zh or en.");
            return text == "zh" ? Language.Zh : Language.En;
        },
    };

    public static string In(this Language language, Reason reason) => language == Language.Zh ? reason.Zh : reason.En;
}
