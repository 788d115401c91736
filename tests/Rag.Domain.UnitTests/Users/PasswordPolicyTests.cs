using System.Text;
using Rag.Domain.Users;

namespace Rag.Domain.UnitTests.Users;

public sealed class PasswordPolicyTests
{
    [TestCase("Abcdef1!")]
    [TestCase("ABCDEFG ")]
    [TestCase("Ñandú-verde")]
    [TestCase("😀Aaaa")]
    public void Takes_a_password_with_an_upper_case_letter_and_another_sign(string password)
    {
        Assert.That(PasswordPolicy.Check(password).IsSuccess, Is.True);
    }

    [TestCase("", Description = "empty")]
    [TestCase("Abcde1!", Description = "seven bytes")]
    [TestCase("abcdef1!", Description = "no upper-case letter")]
    [TestCase("Abcdef12", Description = "letters and digits only")]
    [TestCase("Ñandúes1", Description = "letters of other alphabets are letters")]
    public void Refuses_every_other(string password)
    {
        Assert.That(PasswordPolicy.Check(password).Error?.Code, Is.EqualTo("weak_password"));
    }

    [TestCase(8, true)]
    [TestCase(72, true)]
    [TestCase(73, false)]
    public void Takes_8_to_72_bytes(int bytes, bool isTaken)
    {
        Assert.That(PasswordPolicy.Check("A!" + new string('a', bytes - 2)).IsSuccess, Is.EqualTo(isTaken));
    }

    [TestCase(35, true)]
    [TestCase(36, false)]
    public void Counts_bytes_and_not_characters(int accented, bool isTaken)
    {
        var password = "A!" + new string('ñ', accented);

        Assert.That(Encoding.UTF8.GetByteCount(password), Is.EqualTo(2 + (2 * accented)));
        Assert.That(PasswordPolicy.Check(password).IsSuccess, Is.EqualTo(isTaken));
    }
}
