using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.PersonalData;

/// <summary>Where the keys are given: a file, or a variable of the environment. Both hold the same document, read by <see cref="KeyDocument"/>.</summary>
internal interface IKeySource
{
    /// <exception cref="StartRefusedException">The keys are missing or broken; each line names the place and the reason, and quotes nothing of them.</exception>
    PersonalDataKeys Load();
}
