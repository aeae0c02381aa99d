error-button-not-yours = This button is not yours: only the person it was shown to can press it.
error-button-spent = This button has already been pressed; a second press does nothing.
error-button-expired = This button is out of date. Please open the screen again.
