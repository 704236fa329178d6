// When a passkey does not work (the person stopped, or the device has none), say so on the page.
document.addEventListener("allauth.error", (event) => {
  const words = document.querySelector("[data-passkey-trouble]");
  if (!words) return;
  event.preventDefault();
  words.hidden = false;
  words.focus();
});
