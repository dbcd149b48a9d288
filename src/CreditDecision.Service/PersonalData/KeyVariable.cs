using System.Text;
using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.PersonalData;

/// <summary>
/// Keys in a variable of the environment, for platforms that hand out secrets so. Whoever may read the process's environment reads them, so
/// the variable is one of its own and no setting: settings are shown and logged by tools that know nothing of keys.
/// </summary>
/// <param name="name">The variable's name; its value is a <see cref="KeyDocument"/>.</param>
internal sealed class KeyVariable(string name) : IKeySource
{
    public PersonalDataKeys Load()
    {
        string? value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrWhiteSpace(value)) throw new StartRefusedException([$"key variable {name}: is not set, or empty"]);
        return KeyDocument.Read($"key variable {name}", Encoding.UTF8.GetBytes(value));
    }
}
